/** Says that something was made up at the first start. */
import { Badge } from '@mantine/core';
import { t } from '../text.ts';

export function SampleBadge() {
  return (
    <Badge
      component="span"
      variant="outline"
      color="gray"
      size="xs"
      ml={6}
      title={t('sample.badge-why', 'Sample history: it never happened')}
    >
      {t('sample.badge', 'sample')}
    </Badge>
  );
}
