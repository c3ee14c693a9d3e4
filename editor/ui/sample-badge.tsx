/** Says that something was made up at the first start; small, because it stands in every row of a young installation. */
import { t } from '../text.ts';

export function SampleBadge() {
  return (
    <>
      {/* Who hears the row hears two words. */}{' '}
      <span className="sample-mark" title={t('sample.badge-why', 'Sample history: it never happened')}>
        {t('sample.badge', 'sample')}
      </span>
    </>
  );
}
