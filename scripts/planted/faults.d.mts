export interface PlantedFault {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly wrong: string;
}
export const plantedFaults: readonly PlantedFault[];
