using System.Numerics;

namespace Digits.Drawing;

/// <summary>
/// Inks the way of the pen: each pixel is as dark as its distance to the line allows, with a soft edge one pixel wide, so that lines are
/// anti-aliased. The line's width follows the pressure, which changes along a stroke.
/// </summary>
internal sealed class Pen
{
    private const int Size = DigitArtist.Size;

    /// <summary>Half the line's width in pixels at full pressure.</summary>
    public float Radius { get; set; }

    /// <summary>How much of the width is lost where the pen is lightest, from 0 to 1.</summary>
    public float PressureRange { get; set; }

    /// <summary>
    /// Pressure swings from heavy to light and back: where in its swing a stroke starts, and how far it gets until the end, in radians.
    /// </summary>
    public (float Start, float Swing) Pressure { get; set; }

    /// <summary>Draws every stroke of <paramref name="trace"/> (in pixels) onto <paramref name="ink"/>, where 1 is full ink.</summary>
    public void Draw(Trace trace, Span<float> ink)
    {
        for (var i = 0; i < trace.StrokeCount; i++)
        {
            var points = trace.Stroke(i);
            var from = RadiusAt(0);
            for (var j = 1; j < points.Length; j++)
            {
                var to = RadiusAt(j / (points.Length - 1f));
                DrawPiece(points[j - 1], from, points[j], to, ink);
                from = to;
            }
        }
    }

    private float RadiusAt(float part)
    {
        var lightness = 0.5f - (0.5f * MathF.Cos(Pressure.Start + (Pressure.Swing * part)));
        return Radius * (1 - (PressureRange * lightness));
    }

    private static void DrawPiece(Vector2 a, float radiusAtA, Vector2 b, float radiusAtB, Span<float> ink)
    {
        var reach = new Vector2(MathF.Max(radiusAtA, radiusAtB) + 0.5f);
        var low = Vector2.Min(a, b) - reach;
        var high = Vector2.Max(a, b) + reach;
        var left = Math.Max(0, (int)MathF.Floor(low.X));
        var right = Math.Min(Size - 1, (int)MathF.Floor(high.X));
        var top = Math.Max(0, (int)MathF.Floor(low.Y));
        var bottom = Math.Min(Size - 1, (int)MathF.Floor(high.Y));

        var way = b - a;
        var squaredLength = way.LengthSquared();
        var perLength = squaredLength > 1e-12f ? 1 / squaredLength : 0;
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                var offset = new Vector2(x + 0.5f, y + 0.5f) - a;
                var along = Math.Clamp(Vector2.Dot(offset, way) * perLength, 0f, 1f);
                var radius = radiusAtA + (along * (radiusAtB - radiusAtA));
                var darkness = radius + 0.5f - (offset - (along * way)).Length();
                ref var pixel = ref ink[(y * Size) + x];
                pixel = MathF.Max(pixel, MathF.Min(darkness, 1));
            }
        }
    }
}
