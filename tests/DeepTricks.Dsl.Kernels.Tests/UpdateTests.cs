namespace DeepTricks.Dsl.Kernels.Tests;

/// <summary>Updates against PyTorch's documented formulas in double precision.</summary>
public sealed class UpdateTests
{
    private const int Count = 64;

    public static TheoryData<double, bool, double, bool> SgdSettings => new()
    {
        { 0, false, 0, false },
        { 0, false, 0.1, false },
        { 0.9, false, 0, false },
        { 0.9, true, 0, false },
        { 0.9, true, 0.05, false },
        { 0.9, false, 0.1, true },
    };

    [Theory]
    [MemberData(nameof(SgdSettings))]
    public void Sgd_follows_pytorch(double momentum, bool nesterov, double decay, bool decoupled)
    {
        var step = new OptimizerStep
        {
            Kind = OptimizerKind.Sgd,
            LearningRate = 0.1,
            Momentum = momentum,
            Nesterov = nesterov,
            WeightDecay = decay,
            DecoupledDecay = decoupled,
        };
        var moved = new double[Count];
        Compare(step, decays: true, (number, weight, gradient, i) =>
        {
            gradient += decoupled ? 0 : decay * weight;
            weight *= decoupled ? 1 - (0.1 * decay) : 1;
            if (momentum != 0)
            {
                moved[i] = number == 1 ? gradient : (momentum * moved[i]) + gradient;
                gradient = nesterov ? gradient + (momentum * moved[i]) : moved[i];
            }

            return weight - (0.1 * gradient);
        });
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.1, false)]
    [InlineData(0.1, true)]
    public void Adam_follows_pytorch(double decay, bool decoupled)
    {
        const double Rate = 0.01, Beta1 = 0.9, Beta2 = 0.99, Epsilon = 1e-8;
        var step = new OptimizerStep
        {
            Kind = OptimizerKind.Adam,
            LearningRate = Rate,
            Beta1 = Beta1,
            Beta2 = Beta2,
            Epsilon = Epsilon,
            WeightDecay = decay,
            DecoupledDecay = decoupled,
        };
        double[] first = new double[Count], second = new double[Count];
        Compare(step, decays: true, (number, weight, gradient, i) =>
        {
            gradient += decoupled ? 0 : decay * weight;
            weight *= decoupled ? 1 - (Rate * decay) : 1;
            first[i] = (Beta1 * first[i]) + ((1 - Beta1) * gradient);
            second[i] = (Beta2 * second[i]) + ((1 - Beta2) * gradient * gradient);
            double root = (Math.Sqrt(second[i]) / Math.Sqrt(1 - Math.Pow(Beta2, number))) + Epsilon;
            return weight - (Rate / (1 - Math.Pow(Beta1, number)) * first[i] / root);
        });
    }

    [Fact]
    public void Decay_spares_what_does_not_decay()
    {
        var step = new OptimizerStep { Kind = OptimizerKind.Sgd, LearningRate = 0.1, WeightDecay = 0.5 };
        Compare(step, decays: false, (_, weight, gradient, _) => weight - (0.1 * gradient));
        Compare(step with { DecoupledDecay = true }, decays: false, (_, weight, gradient, _) => weight - (0.1 * gradient));
    }

    [Fact]
    public void No_optimizer_changes_nothing()
    {
        var step = new OptimizerStep { Kind = OptimizerKind.None, LearningRate = 1, WeightDecay = 1 };
        Compare(step, decays: true, (_, weight, _, _) => weight);
    }

    [Fact]
    public void Padding_stays_zero()
    {
        using var buffers = new Buffers();
        Floats weights = buffers.Zeros(16), zeros = buffers.Zeros(16), first = buffers.Zeros(16), second = buffers.Zeros(16);
        foreach (var kind in new[] { OptimizerKind.Sgd, OptimizerKind.Adam })
        {
            var step = new OptimizerStep
            {
                Kind = kind, LearningRate = 1, Momentum = 0.9, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, WeightDecay = 0.1, Step = 1,
            };
            OptimizerKernels.Update<Lanes8>(OptimizerConstants.Of(step), weights, zeros, first, second, 16, true);
            Assert.Equal(new float[16], weights.AsSpan(16).ToArray());
        }
    }

    [Fact]
    public void Adam_counts_steps_from_1() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => OptimizerConstants.Of(new OptimizerStep { Kind = OptimizerKind.Adam }));

    [Fact]
    public void Chunks_add_in_order_from_first_to_end()
    {
        using var buffers = new Buffers();
        float[] partials = Buffers.RandomArray(new Random(6), 5 * 64);
        var result = buffers.Zeros(64);
        Sums.Chunks<Lanes8>(buffers.Copy(partials), 64, 5, result, 16, 48);
        for (int i = 0; i < 64; i++)
        {
            float sum = partials[i];
            for (int chunk = 1; chunk < 5; chunk++)
            {
                sum += partials[(chunk * 64) + i];
            }

            Assert.Equal(i is >= 16 and < 48 ? sum : 0, result[i]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(4096)]
    public void Squares_and_scaling_make_a_norm(int count)
    {
        using var buffers = new Buffers();
        float[] values = Buffers.RandomArray(new Random(count), count);
        var place = buffers.Zeros(count + 16);
        values.CopyTo(place.AsSpan(count));
        double squares = Sums.Squares<Lanes8>(place, count);
        Assert.Equal(values.Sum(v => (double)v * v), squares, 1e-9);
        Assert.Equal(squares, Sums.Squares<Lanes1>(place, count));
        Sums.Scale<Lanes8>(place, (count + 15) / 16 * 16, 0.5f);
        Assert.Equal(values.Select(v => v * 0.5f), place.AsSpan(count).ToArray());
    }

    [Fact]
    public void Squares_do_not_overflow()
    {
        using var buffers = new Buffers();
        Assert.Equal(2e60, Sums.Squares<Lanes8>(buffers.Copy([1e30f, 1e30f]), 2), 1e54);
    }

    /// <summary>Five steps with each width, from the same start, with new gradients each step.</summary>
    private static void Compare(OptimizerStep step, bool decays, Func<int, double, double, int, double> rule)
    {
        var random = new Random(17);
        float[] start = Buffers.RandomArray(random, Count);
        float[][] gradients = [.. Enumerable.Range(0, 5).Select(_ => Buffers.RandomArray(random, Count))];
        double[] expected = [.. start.Select(s => (double)s)];
        for (int number = 1; number <= gradients.Length; number++)
        {
            for (int i = 0; i < Count; i++)
            {
                expected[i] = rule(number, expected[i], gradients[number - 1][i], i);
            }
        }

        Near(expected, Run<Lanes16>(step, decays, start, gradients));
        Near(expected, Run<Lanes8>(step, decays, start, gradients));
        Near(expected, Run<Lanes4>(step, decays, start, gradients));
        Near(expected, Run<Lanes1>(step, decays, start, gradients));
    }

    private static float[] Run<TLanes>(OptimizerStep step, bool decays, float[] start, float[][] gradients)
        where TLanes : struct, ILanes<TLanes>
    {
        using var buffers = new Buffers();
        Floats weights = buffers.Copy(start), first = buffers.Zeros(Count), second = buffers.Zeros(Count);
        for (int number = 1; number <= gradients.Length; number++)
        {
            var constants = OptimizerConstants.Of(step with { Step = number });
            OptimizerKernels.Update<TLanes>(constants, weights, buffers.Copy(gradients[number - 1]), first, second, Count, decays);
        }

        return weights.AsSpan(Count).ToArray();
    }

    private static void Near(double[] expected, float[] actual)
    {
        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-6);
        }
    }
}
