import { assertEquals, assertThrows } from "@std/assert";
import { membershipDegree, type MembershipFunction } from "../../../lib/engine/domain/fuzzy.ts";

Deno.test("a membership function with wrong parameters is refused with what it needs", () => {
  const degree = (type: MembershipFunction["type"], parameters: number[]) => () =>
    membershipDegree(0, { type, parameters });
  assertThrows(degree("triangular", [1, 2]), RangeError, 'needs 3 parameters (a, b, c), got "1, 2"');
  assertThrows(degree("triangular", [3, 2, 1]), RangeError, 'needs a ≤ b ≤ c, got "3, 2, 1"');
  assertThrows(degree("trapezoidal", [1, 3, 2, 4]), RangeError, "a ≤ b ≤ c ≤ d");
  assertThrows(degree("trapezoidal", [1, 2, 3, NaN]), RangeError, "finite");
  assertThrows(degree("gaussian", [1, 0]), RangeError, 'width above 0, got "1, 0"');
  assertEquals(membershipDegree(30, { type: "triangular", parameters: [30, 30, 30] }), 1);
});
