namespace DeepTricks.Dsl.Gpu.Tests.Harness;

/// <summary>Rounding to fewer bits by double precision's arithmetic, independent of the runtime's operations on bits.</summary>
internal static class ReferenceRounding
{
    /// <summary>The number that a product multiplies in the place of another.</summary>
    public static double Of(float number, Precision precision) => precision switch
    {
        Precision.Tf32 => ToBits(number, 10, MidpointRounding.AwayFromZero),
        Precision.BFloat16 => ToBits(number, 7, MidpointRounding.ToEven),
        _ => number,
    };

    /// <summary>The nearest number with so many explicit bits.</summary>
    public static double ToBits(float number, int bits, MidpointRounding ofTwo)
    {
        if (number == 0 || !float.IsFinite(number))
        {
            return number;
        }

        double step = Math.ScaleB(1, Math.Max(-126, Math.ILogB(number)) - bits);
        double rounded = Math.Round(number / step, ofTwo) * step;
        return Math.Abs(rounded) > float.MaxValue ? Math.CopySign(double.PositiveInfinity, number) : rounded;
    }
}
