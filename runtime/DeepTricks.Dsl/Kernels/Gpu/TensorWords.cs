using System.Runtime.InteropServices;
using ILGPU;

namespace DeepTricks.Dsl.Gpu;

/// <summary>Factors as tensor cores take them: one or two rounded numbers, which follow each other along the sum, in a word of 32 bits.</summary>
internal interface ITensorFactors : IProductFactors
{
    /// <summary>Numbers in a word.</summary>
    int PerWord { get; }

    /// <summary>Words one after the other along the sum, from as many quads along it as a word has numbers.</summary>
    WordQuad Along(Quad first, Quad second);

    /// <summary>Words side by side across the sum, from a quad for each number of a word.</summary>
    WordQuad Across(Quad first, Quad second);

    /// <summary>A number of a word, the one that comes earlier along the sum first.</summary>
    float Number(uint word, int index);
}

/// <summary>Four words that one thread loads and stores at once.</summary>
[StructLayout(LayoutKind.Sequential, Size = 16)]
internal struct WordQuad
{
    public uint X;
    public uint Y;
    public uint Z;
    public uint W;

    /// <summary>Puts four words together.</summary>
    public static WordQuad Of(uint x, uint y, uint z, uint w)
    {
        WordQuad quad;
        quad.X = x;
        quad.Y = y;
        quad.Z = z;
        quad.W = w;
        return quad;
    }
}

/// <content>A number in a word.</content>
internal partial struct Tf32Factors : ITensorFactors
{
    public readonly int PerWord => 1;

    public readonly WordQuad Along(Quad first, Quad second) => WordQuad.Of(
        Interop.FloatAsInt(Rounded(first.X)), Interop.FloatAsInt(Rounded(first.Y)), Interop.FloatAsInt(Rounded(first.Z)), Interop.FloatAsInt(Rounded(first.W)));

    public readonly WordQuad Across(Quad first, Quad second) => Along(first, second);

    public readonly float Number(uint word, int index) => Interop.IntAsFloat(word);
}

/// <content>Two numbers in a word, the earlier one in the lower half.</content>
internal partial struct BFloat16Factors : ITensorFactors
{
    public readonly int PerWord => 2;

    public readonly WordQuad Along(Quad first, Quad second) =>
        WordQuad.Of(Pair(first.X, first.Y), Pair(first.Z, first.W), Pair(second.X, second.Y), Pair(second.Z, second.W));

    public readonly WordQuad Across(Quad first, Quad second) =>
        WordQuad.Of(Pair(first.X, second.X), Pair(first.Y, second.Y), Pair(first.Z, second.Z), Pair(first.W, second.W));

    public readonly float Number(uint word, int index) => Interop.IntAsFloat(index == 0 ? word << 16 : word & 0xFFFF0000);

    private readonly uint Pair(float first, float second) =>
        (Interop.FloatAsInt(Rounded(first)) >> 16) | Interop.FloatAsInt(Rounded(second));
}
