import { texts } from '../../../texts';
import { PageHead } from '../../../ui/states';
export default function Page() {
  return <PageHead title={texts.traces.title} />;
}
