using ILGPU;

namespace DeepTricks.Dsl.Gpu;

/// <summary>
/// A number as the sum of two floats, of about 48 bits, for sums whose terms cancel: some OpenCL devices have no double precision. (T. J. Dekker, "A
/// Floating-Point Technique for Extending the Available Precision", 1971; D. E. Knuth's sum of two numbers.)
/// </summary>
internal struct TwoFloats
{
    /// <summary>The number, rounded.</summary>
    public float High;

    /// <summary>What the rounding left out.</summary>
    public float Low;

    /// <summary>The sum with a float.</summary>
    public readonly TwoFloats Plus(float other)
    {
        var sum = Sum(High, other);
        return Renormalized(sum.High, sum.Low + Low);
    }

    /// <summary>The sum of two numbers.</summary>
    public readonly TwoFloats Plus(TwoFloats other)
    {
        var sum = Sum(High, other.High);
        return Renormalized(sum.High, sum.Low + Low + other.Low);
    }

    /// <summary>The difference of two numbers.</summary>
    public readonly TwoFloats Minus(TwoFloats other) => Plus(new TwoFloats { High = -other.High, Low = -other.Low });

    /// <summary>The product of two numbers.</summary>
    public readonly TwoFloats Times(TwoFloats other)
    {
        var product = Product(High, other.High);
        return Renormalized(product.High, product.Low + ((High * other.Low) + (Low * other.High)));
    }

    /// <summary>The quotient by a float.</summary>
    public readonly TwoFloats Over(float divisor)
    {
        float quotient = High / divisor;
        var back = Product(quotient, divisor);
        return Renormalized(quotient, (High - back.High - back.Low + Low) / divisor);
    }

    /// <summary>The sum of a group's numbers, in the order of a tree; every thread of the group must call this.</summary>
    /// <param name="shared">Twice as many floats of shared memory as the group has threads, whose number is a power of two.</param>
    /// <param name="value">The thread's number.</param>
    public static TwoFloats OfGroup(ArrayView<float> shared, TwoFloats value)
    {
        int thread = Group.IdxX;
        int low = Group.DimX;
        shared[thread] = value.High;
        shared[low + thread] = value.Low;
        Group.Barrier();
        for (int half = Group.DimX / 2; half >= 1; half /= 2)
        {
            if (thread < half)
            {
                value = value.Plus(new TwoFloats { High = shared[thread + half], Low = shared[low + thread + half] });
                shared[thread] = value.High;
                shared[low + thread] = value.Low;
            }

            Group.Barrier();
        }

        var sum = new TwoFloats { High = shared[0], Low = shared[low] };
        Group.Barrier();
        return sum;
    }

    private static TwoFloats Renormalized(float high, float low)
    {
        float sum = high + low;
        return new TwoFloats { High = sum, Low = low - (sum - high) };
    }

    private static TwoFloats Sum(float left, float right)
    {
        float sum = left + right;
        float added = sum - left;
        return new TwoFloats { High = sum, Low = (left - (sum - added)) + (right - added) };
    }

    private static TwoFloats Product(float left, float right)
    {
        const float Splitter = 4097f;
        float leftUpper = left * Splitter;
        leftUpper -= leftUpper - left;
        float leftLower = left - leftUpper;
        float rightUpper = right * Splitter;
        rightUpper -= rightUpper - right;
        float rightLower = right - rightUpper;
        float product = left * right;
        float error = (((leftUpper * rightUpper) - product) + (leftUpper * rightLower) + (leftLower * rightUpper)) + (leftLower * rightLower);
        return new TwoFloats { High = product, Low = error };
    }
}
