import { stage } from './stage.js';

/** The price of a call that was answered, be it with a result or an error. A call without an answer never gets here. */
export const settleCost = () =>
  stage('settle-cost', ['cost', 'answer'], ['costMicroUsd'], (call) => {
    call.costMicroUsd = call.cost.card?.priceMicroUsd ?? 0;
  });
