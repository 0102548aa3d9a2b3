using System.Numerics;
using Shared.Drawing;

namespace Digits.Drawing;

/// <summary>
/// Follows a glyph's knots without hitting any of them exactly: Catmull-Rom splines (cubic Béziers in other words) between them, then
/// rounded, more so in haste.
/// </summary>
internal static class Hand
{
    private const int PiecesPerSpan = 6;

    /// <summary>
    /// Writes <paramref name="glyph"/>; each knot is missed by about <paramref name="carelessness"/> of the digit's height, and corners and
    /// bends are cut the more the greater <paramref name="haste"/> is.
    /// </summary>
    public static void Write(Glyph glyph, float carelessness, int haste, ref Dice dice, Trace trace)
    {
        trace.Clear();
        Span<Vector2> knots = stackalloc Vector2[32];
        foreach (var stroke in glyph.Strokes)
        {
            var count = stroke.Length;
            for (var i = 0; i < count; i++)
            {
                knots[i] = stroke[i].Place + dice.Step2(carelessness);
            }

            trace.Add(knots[0]);
            for (var i = 0; i + 1 < count; i++)
            {
                // At the ends and at corners there is no neighbour to look at: the curve leaves them straight.
                var from = knots[i];
                var to = knots[i + 1];
                var before = i == 0 || stroke[i].IsCorner ? from : knots[i - 1];
                var after = i + 2 == count || stroke[i + 1].IsCorner ? to : knots[i + 2];
                for (var piece = 1; piece <= PiecesPerSpan; piece++)
                {
                    trace.Add(Between(before, from, to, after, piece / (float)PiecesPerSpan));
                }
            }

            trace.EndStroke();
            Round(trace.Stroke(trace.StrokeCount - 1), haste);
        }
    }

    /// <summary>Pulls every point but the ends towards its neighbours, <paramref name="times"/> times.</summary>
    private static void Round(Span<Vector2> points, int times)
    {
        for (; times > 0; times--)
        {
            var before = points[0];
            for (var i = 1; i + 1 < points.Length; i++)
            {
                var here = points[i];
                points[i] = (0.5f * here) + (0.25f * (before + points[i + 1]));
                before = here;
            }
        }
    }

    private static Vector2 Between(Vector2 before, Vector2 from, Vector2 to, Vector2 after, float t)
    {
        var straight = 2 * from;
        var slope = to - before;
        var bend = (2 * before) - (5 * from) + (4 * to) - after;
        var twist = (3 * (from - to)) + after - before;
        return 0.5f * (straight + (t * (slope + (t * (bend + (t * twist))))));
    }
}
