namespace Digits.Drawing;

/// <summary>
/// One way to write a digit: strokes, each a row of knots, and how often people write it this way (weights count within a digit).
/// </summary>
internal sealed record Glyph(float Weight, Knot[][] Strokes);
