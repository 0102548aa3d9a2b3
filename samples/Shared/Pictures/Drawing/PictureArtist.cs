using System.Numerics;
using Shared.Drawing;

namespace Shared.Pictures.Drawing;

/// <summary>
/// Draws coloured shapes: turned, stretched and placed at random, in random colours, shaded, before a background with a pattern and
/// spots, and noisy. A picture is the same scene at every size, but for its noise.
/// </summary>
internal sealed class PictureArtist(int height, int width) : IArtist
{
    private const float LeastContrast = 0.5f;

    // Far enough that a square may stand on its corner, not so far that it takes longer to learn than a first try should.
    private const float MostTurn = MathF.PI / 5;

    private readonly Backdrop backdrop = new();

    /// <summary>Draws what <paramref name="dice"/> say into <paramref name="pixels"/>: rows of pixels, each red, green and blue.</summary>
    /// <returns>The shape's class, as in <see cref="ShapeCatalog"/>.</returns>
    public int Draw(Dice dice, Span<byte> pixels)
    {
        var label = dice.Below(ShapeCatalog.Names.Count);
        var distance = ShapeCatalog.Distance(label);
        backdrop.Choose(ref dice);
        var color = Paint.ApartFrom(backdrop.Middle, LeastContrast, ref dice);
        var shade = Paint.Change(ref dice, 0.15f);
        var (toShape, size) = Pose(ref dice);
        var light = dice.Uniform(0.75f, 1.1f);
        var noise = dice.Uniform(0, 0.05f);

        float side = Math.Min(height, width);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var place = new Vector2((x + 0.5f - (width / 2f)) / side, (y + 0.5f - (height / 2f)) / side);
                var within = Vector2.Transform(place, toShape);
                var cover = Paint.Cover(distance(within) * size, side);
                var paint = Vector3.Lerp(backdrop.At(place, side), color + (within.X * shade), cover);
                Write(light * paint, noise, pixels.Slice(((y * width) + x) * 3, 3), ref dice);
            }
        }

        return label;
    }

    /// <summary>The way from the picture to the shape's own place, and how large the shape is: half of its extent.</summary>
    private static (Matrix3x2 ToShape, float Size) Pose(ref Dice dice)
    {
        var size = dice.Uniform(0.24f, 0.4f);
        var stretch = dice.Uniform(0.85f, 1.18f);
        var slack = 0.45f - size;
        var turn = dice.Uniform(-MostTurn, MostTurn);
        var stretchDirection = dice.Uniform(0, MathF.PI);
        var middle = new Vector2(dice.Uniform(-slack, slack), dice.Uniform(-slack, slack));
        var fromShape = Matrix3x2.CreateRotation(turn - stretchDirection)
            * Matrix3x2.CreateScale(size * stretch, size / stretch)
            * Matrix3x2.CreateRotation(stretchDirection)
            * Matrix3x2.CreateTranslation(middle);
        Matrix3x2.Invert(fromShape, out var toShape);
        return (toShape, size);
    }

    private static void Write(Vector3 color, float noise, Span<byte> pixel, ref Dice dice)
    {
        for (var i = 0; i < 3; i++)
        {
            pixel[i] = (byte)Math.Clamp((255 * (color[i] + dice.Normal(noise))) + 0.5f, 0, 255);
        }
    }
}
