using System.Numerics;
using Shared.Drawing;

namespace Digits.Drawing;

/// <summary>
/// Draws one digit after another, each with its own hand: a way to write it, careless knots, an elastic pull, slant, rotation, proportions,
/// a pen, and a scanner. Keeps its buffers, so one artist serves one thread.
/// </summary>
internal sealed class DigitArtist : IArtist
{
    /// <summary>Height and width of an image in pixels, as in MNIST.</summary>
    public const int Size = 28;

    /// <summary>Pixels of an image.</summary>
    public const int Pixels = Size * Size;

    // MNIST scales digits into a box of 20x20 pixels and puts their centre of mass into the middle of the image.
    private const float Box = 20;
    private const float Margin = 0.75f;

    private readonly Trace trace = new();
    private readonly ElasticField field = new();
    private readonly Pen pen = new();
    private readonly Scanner scanner = new();
    private readonly float[] ink = new float[Pixels];

    /// <summary>Draws what <paramref name="dice"/> say into <paramref name="pixels"/>, row after row, white on black.</summary>
    /// <returns>The digit.</returns>
    public int Draw(Dice dice, Span<byte> pixels)
    {
        var digit = dice.Below(10);
        var glyph = Alphabet.Pick(digit, ref dice);
        Hand.Write(glyph, carelessness: dice.Uniform(0.005f, 0.04f), haste: 1 + dice.Below(9), ref dice, trace);
        Distort(ref dice);
        ChoosePen(ref dice);
        PlaceOnPaper(ref dice);

        Array.Clear(ink);
        pen.Draw(trace, ink);
        scanner.Scan(ink, pixels, ref dice);
        return digit;
    }

    private void Distort(ref Dice dice)
    {
        field.Shake(dice.Uniform(0.04f, 0.16f), ref dice);
        var matrix = Matrix3x2.CreateScale(dice.Uniform(0.65f, 1.15f), 1)
            * new Matrix3x2(1, 0, dice.Normal(0.22f) - 0.12f, 1, 0, 0)
            * Matrix3x2.CreateRotation(dice.Normal(0.14f));
        foreach (ref var point in trace.Points)
        {
            point = Vector2.Transform(field.Move(point), matrix);
        }
    }

    private void ChoosePen(ref Dice dice)
    {
        pen.Radius = Math.Clamp(1.3f * MathF.Exp(dice.Normal(0.28f)), 0.65f, 2.1f);
        pen.PressureRange = dice.Uniform(0, 0.45f);
        pen.Pressure = (dice.Uniform(0, 2 * MathF.PI), dice.Uniform(2, 8));
    }

    /// <summary>Scales the digit into its box and moves it to the middle, both not quite; nothing leaves the image.</summary>
    private void PlaceOnPaper(ref Dice dice)
    {
        var points = trace.Points;
        var low = new Vector2(float.MaxValue);
        var high = new Vector2(float.MinValue);
        var sum = Vector2.Zero;
        foreach (var point in points)
        {
            low = Vector2.Min(low, point);
            high = Vector2.Max(high, point);
            sum += point;
        }

        var extent = high - low;
        var room = (Box * dice.Uniform(0.88f, 1.1f)) - (2 * pen.Radius);
        var scale = room / MathF.Max(extent.X, extent.Y);
        var middle = sum / points.Length;
        var offset = new Vector2(Size / 2f) + dice.Step2(0.9f) - (scale * middle);

        var edge = new Vector2(pen.Radius + Margin);
        offset = Vector2.Max(offset, edge - (scale * low));
        offset = Vector2.Min(offset, new Vector2(Size) - edge - (scale * high));
        foreach (ref var point in points)
        {
            point = (scale * point) + offset;
        }
    }
}
