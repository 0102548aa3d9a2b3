using System.Numerics;

namespace Digits.Drawing;

/// <summary>
/// A point that the pen passes, x to the right and y down, in a box of about 1x1. The pen bends smoothly, except at corners.
/// </summary>
internal readonly record struct Knot(Vector2 Place, bool IsCorner);
