using System.Numerics;
using Shared.Drawing;

namespace Shared.Pictures.Drawing;

/// <summary>What is behind a shape: two colours that run into each other, with a pattern of waves, and some spots.</summary>
internal sealed class Backdrop
{
    private const int MostSpots = 5;

    private readonly (Vector2 Middle, float Radius, Vector3 Color)[] spots = new (Vector2, float, Vector3)[MostSpots];
    private Vector3 middle;
    private Vector3 change;
    private Vector2 direction;
    private (Vector2 Waves, float Start, Vector3 Strength) pattern;
    private int spotCount;

    /// <summary>The colour between the two.</summary>
    public Vector3 Middle => middle;

    /// <summary>Chooses colours, pattern and spots.</summary>
    public void Choose(ref Dice dice)
    {
        middle = Paint.Any(ref dice);
        change = Paint.Change(ref dice, 0.15f);
        direction = new Vector2(dice.Uniform(-1, 1), dice.Uniform(-1, 1));
        pattern = (new Vector2(dice.Uniform(-30, 30), dice.Uniform(-30, 30)), dice.Uniform(0, 2 * MathF.PI), Paint.Change(ref dice, 0.08f));
        spotCount = dice.Below(MostSpots + 1);
        for (var i = 0; i < spotCount; i++)
        {
            spots[i] = (new Vector2(dice.Uniform(-0.5f, 0.5f), dice.Uniform(-0.5f, 0.5f)), dice.Uniform(0.03f, 0.12f), Paint.Any(ref dice));
        }
    }

    /// <summary>The colour at a place; the shorter side of the picture reaches from -0.5 to 0.5.</summary>
    /// <param name="place">The place.</param>
    /// <param name="sharpness">Pixels per unit, so that edges are one pixel wide.</param>
    public Vector3 At(Vector2 place, float sharpness)
    {
        var color = middle + (Vector2.Dot(place, direction) * change)
            + (MathF.Sin(Vector2.Dot(place, pattern.Waves) + pattern.Start) * pattern.Strength);
        for (var i = 0; i < spotCount; i++)
        {
            var (center, radius, paint) = spots[i];
            color = Vector3.Lerp(color, paint, Paint.Cover((place - center).Length() - radius, sharpness));
        }

        return color;
    }
}
