using System.Numerics;
using Shared.Drawing;

namespace Digits.Drawing;

/// <summary>
/// A random displacement of the plane, smooth like pulled rubber: random arrows on a coarse grid, blended by cubic B-splines. The
/// distortion is that of Simard, Steinkraus and Platt, "Best Practices for Convolutional Neural Networks Applied to Visual Document
/// Analysis" (2003), but it moves the pen instead of pixels, which keeps the lines sharp.
/// </summary>
internal sealed class ElasticField
{
    private const int Cells = 3;
    private const int Side = Cells + 3;
    private readonly Vector2[] arrows = new Vector2[Side * Side];

    /// <summary>Draws new arrows whose parts are normally distributed with <paramref name="deviation"/>.</summary>
    public void Shake(float deviation, ref Dice dice)
    {
        foreach (ref var arrow in arrows.AsSpan())
        {
            arrow = dice.Step2(deviation);
        }
    }

    /// <summary>Where <paramref name="point"/> (in a box of 1x1, or beside it) is moved.</summary>
    public Vector2 Move(Vector2 point)
    {
        var (column, x) = Cell(point.X);
        var (row, y) = Cell(point.Y);
        var across = Weights(x);
        var down = Weights(y);
        var sum = Vector2.Zero;
        for (var i = 0; i < 4; i++)
        {
            var line = arrows.AsSpan(((row + i) * Side) + column, 4);
            sum += down[i] * ((across.X * line[0]) + (across.Y * line[1]) + (across.Z * line[2]) + (across.W * line[3]));
        }

        return point + sum;
    }

    private static (int Index, float Part) Cell(float position)
    {
        var scaled = Math.Clamp(position, 0f, 1f) * Cells;
        var index = Math.Min((int)scaled, Cells - 1);
        return (index, scaled - index);
    }

    private static Vector4 Weights(float t)
    {
        var u = 1 - t;
        return new Vector4(
            u * u * u,
            4 + (t * t * ((3 * t) - 6)),
            4 + (u * u * ((3 * u) - 6)),
            t * t * t) / 6;
    }
}
