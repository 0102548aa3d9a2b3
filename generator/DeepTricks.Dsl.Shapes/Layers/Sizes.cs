using System.Globalization;
using System.Linq;
using System.Numerics;

namespace DeepTricks.Dsl.Shapes.Layers;

/// <summary>Products of sizes that may exceed what numbers hold.</summary>
internal static class Sizes
{
    /// <summary>Numbers in a tensor of these sizes.</summary>
    public static BigInteger Product(params long[] sizes) => sizes.Aggregate(BigInteger.One, (product, size) => product * size);

    /// <summary>Whether a tensor of these sizes can be addressed.</summary>
    public static bool Fits(params long[] sizes) => Product(sizes) <= int.MaxValue;

    /// <summary>The sizes and their product in a sentence: <c>64x3x3x3 = 1728 numbers</c>.</summary>
    public static string Text(params long[] sizes)
        => string.Join("x", sizes.Select(LayerText.Number)) + " = " + Product(sizes).ToString(CultureInfo.InvariantCulture)
            + " numbers, and a tensor holds at most " + LayerText.Number(int.MaxValue);

    /// <summary>A count of operations, at most what a long holds.</summary>
    public static long Operations(BigInteger count) => count > long.MaxValue ? long.MaxValue : (long)count;
}
