/** What went wrong, where, and what to do: the server's own words, with a code that can be copied. */
import { Alert, Anchor, Button, Code, Group, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Problem } from '#flows/problem.ts';
import { problemOf } from '../server/api-client.ts';
import { t } from '../text.ts';

export interface ErrorPanelProps {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
  /** Leads to where a problem is mended. */
  readonly onGo?: (problem: Problem) => void;
}

export function ErrorPanel({ error, onRetry, onGo }: ErrorPanelProps) {
  const { title, status, code, detail, help, problems, errors = [] } = problemOf(error);
  // The title of an answer is the name of its status: "Conflict" says nothing that the sentence does not say better.
  const isAnswer = status >= 400;
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={isAnswer ? detail : title} role="alert">
      {!isAnswer && <Text>{detail}</Text>}
      {help !== undefined && <Text mt={4}>{help}</Text>}
      {problems !== undefined && problems.length > 0 && (
        <List size="sm" mt={4}>
          {problems.slice(0, 20).map((problem) => (
            <List.Item key={`${problem.path} ${problem.code}`}>
              {problem.message} {problem.help}{' '}
              {onGo === undefined ? (
                <Code>{problem.path}</Code>
              ) : (
                <Anchor component="button" type="button" className="mono" fz="inherit" onClick={() => onGo(problem)}>
                  {problem.path}
                </Anchor>
              )}
            </List.Item>
          ))}
        </List>
      )}
      {errors.length > 1 && (
        <List size="sm" mt={4}>
          {errors.slice(0, 20).map(({ path, message }) => (
            <List.Item key={`${path} ${message}`}>
              <Code>{path || '/'}</Code> {message}
            </List.Item>
          ))}
        </List>
      )}
      <Group mt="xs" gap="xs">
        <Code>{code}</Code>
        {onRetry !== undefined && (
          <Button variant="default" onClick={onRetry}>
            {t('error.retry', 'Try again')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
