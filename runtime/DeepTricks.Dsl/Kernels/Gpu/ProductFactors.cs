using ILGPU;

namespace DeepTricks.Dsl.Gpu;

/// <summary>What becomes of a product's factors before they are multiplied; their products are always summed in single precision.</summary>
internal interface IProductFactors
{
    /// <summary>The number that is multiplied in the place of another.</summary>
    float Rounded(float number);
}

/// <summary>Factors as they are.</summary>
internal struct SingleFactors : IProductFactors
{
    public readonly float Rounded(float number) => number;
}

/// <summary>Factors of 10 explicit bits in single precision's range: <see cref="FactorRounding.ToTf32"/>.</summary>
internal partial struct Tf32Factors : IProductFactors
{
    public readonly float Rounded(float number) => FactorRounding.ToTf32(number);
}

/// <summary>Factors of 7 explicit bits in single precision's range: <see cref="FactorRounding.ToBFloat16"/>.</summary>
internal partial struct BFloat16Factors : IProductFactors
{
    public readonly float Rounded(float number) => FactorRounding.ToBFloat16(number);
}

/// <summary>
/// Rounding by integer operations, which are the same on every device. What is too large becomes infinity; infinity stays, and NaN
/// stays one, where carries out of its bits would make it infinity or zero.
/// </summary>
internal static class FactorRounding
{
    private const uint Magnitude = 0x7FFFFFFF;
    private const uint Infinity = 0x7F800000;
    private const uint Quiet = 0x00400000;

    /// <summary>The nearest number with 10 explicit bits, of two the one away from zero: NVIDIA's <c>cvt.rna.tf32.f32</c>.</summary>
    public static float ToTf32(float number)
    {
        uint bits = Interop.FloatAsInt(number);
        uint rounded = (bits & Magnitude) > Infinity ? bits | Quiet : unchecked(bits + 0x00001000);
        return Interop.IntAsFloat(rounded & 0xFFFFE000);
    }

    /// <summary>The nearest number with 7 explicit bits, of two the one whose last bit is zero: NVIDIA's <c>cvt.rn.bf16.f32</c>.</summary>
    public static float ToBFloat16(float number)
    {
        uint bits = Interop.FloatAsInt(number);
        uint rounded = (bits & Magnitude) > Infinity ? bits | Quiet : unchecked(bits + 0x00007FFF + ((bits >> 16) & 1));
        return Interop.IntAsFloat(rounded & 0xFFFF0000);
    }
}
