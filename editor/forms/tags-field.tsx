import { TagsInput, type TagsInputProps } from '@mantine/core';

/** Texts in a row, each one removed by itself. */
export function TagsField(props: TagsInputProps) {
  return <TagsInput {...props} />;
}
