using Shared.Drawing;

namespace Digits.Drawing;

/// <summary>Turns ink into the bytes of a scan: slightly out of focus, grainy, black (0) where there is no ink.</summary>
internal sealed class Scanner
{
    private const int Size = DigitArtist.Size;
    private readonly float[] softened = new float[Size * Size];

    /// <summary>Scans <paramref name="ink"/> into <paramref name="pixels"/>; the ink is used up.</summary>
    public void Scan(Span<float> ink, Span<byte> pixels, ref Dice dice)
    {
        // A neighbour's share in one direction: 0 is sharp, 1/3 a plain average of three.
        var share = dice.Uniform(0, 0.14f);
        Soften(ink, softened, 1, share);
        Soften(softened, ink, Size, share);

        var brightness = dice.Uniform(230, 300);
        var grain = dice.Uniform(0, 0.12f);
        var dust = MathF.Max(0, dice.Uniform(-24, 12));
        for (var i = 0; i < pixels.Length; i++)
        {
            var value = (brightness * ink[i] * (1 + dice.Uniform(-grain, grain))) + (dust * (dice.Uniform() - 0.5f));
            pixels[i] = (byte)Math.Clamp(value + 0.5f, 0f, 255f);
        }
    }

    /// <summary>Mixes every pixel with its two neighbours, <paramref name="stride"/> away in memory.</summary>
    private static void Soften(ReadOnlySpan<float> source, Span<float> target, int stride, float share)
    {
        var own = 1 - (2 * share);
        for (var i = 0; i < source.Length; i++)
        {
            var before = i >= stride ? source[i - stride] : 0;
            var after = i + stride < source.Length ? source[i + stride] : 0;
            target[i] = (own * source[i]) + (share * (before + after));
        }
    }
}
