import { Button } from '@mantine/core';
import { t } from '../text.ts';
import { usePageSearch } from '../ui/page-search.ts';

/** The mapper lies over the drawing; the browser's own way back closes it, too. */
export function OpenMapper({ nodeId }: { readonly nodeId: string }) {
  const [, setSearch] = usePageSearch();
  return (
    <Button className="open-mapper" variant="light" onClick={() => setSearch({ map: nodeId }, { replace: false })}>
      {t('mapper.open', 'Open the mapper')}
    </Button>
  );
}
