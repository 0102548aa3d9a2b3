using System.Numerics;
using Shared.Drawing;

namespace Shared.Pictures.Drawing;

/// <summary>Colours: red, green and blue from 0 to 1.</summary>
internal static class Paint
{
    /// <summary>Any colour.</summary>
    public static Vector3 Any(ref Dice dice) => new(dice.Uniform(), dice.Uniform(), dice.Uniform());

    /// <summary>Any colour that is told apart from <paramref name="other"/>.</summary>
    public static Vector3 ApartFrom(Vector3 other, float distance, ref Dice dice)
    {
        // Every colour has some that are 0.5 and more away, so this ends.
        while (true)
        {
            var color = Any(ref dice);
            if (Vector3.Distance(color, other) >= distance)
            {
                return color;
            }
        }
    }

    /// <summary>A change of colour by up to <paramref name="most"/> in every part.</summary>
    public static Vector3 Change(ref Dice dice, float most) =>
        new(dice.Uniform(-most, most), dice.Uniform(-most, most), dice.Uniform(-most, most));

    /// <summary>How much of a pixel lies within an outline that is a signed distance away, from 0 to 1.</summary>
    public static float Cover(float distance, float sharpness) => Math.Clamp(0.5f - (distance * sharpness), 0, 1);
}
