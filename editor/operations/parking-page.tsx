export function ParkingPage() {
  return null;
}
