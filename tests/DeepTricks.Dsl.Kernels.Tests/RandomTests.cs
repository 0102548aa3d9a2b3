using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Kernels.Tests;

public sealed class RandomTests
{
    [Fact]
    public void Philox_gives_the_published_words()
    {
        // Known answers of Random123's kat_vectors.
        Assert.Equal((0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u), RandomKeys.Philox(0, 0, 0, 0, 0, 0));
        const uint Ones = uint.MaxValue;
        Assert.Equal((0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu), RandomKeys.Philox(Ones, Ones, Ones, Ones, Ones, Ones));
        Assert.Equal(
            (0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u),
            RandomKeys.Philox(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0));
    }

    [Fact]
    public void Every_sample_layer_step_and_seed_has_its_own_keys()
    {
        var keys = new HashSet<(uint, uint)>();
        foreach (ulong seed in new ulong[] { 0, 1, 1UL << 32 })
        {
            foreach (long step in new long[] { 0, 1, 1L << 32 })
            {
                for (int layer = 0; layer < 4; layer++)
                {
                    for (int sample = 0; sample < 64; sample++)
                    {
                        Assert.True(keys.Add(RandomKeys.ForSample(seed, step, layer, sample)));
                    }
                }
            }
        }
    }

    [Fact]
    public void Streams_repeat_and_differ()
    {
        uint[] Draw(ulong seed, long stream)
        {
            var random = new RandomStream(seed, stream);
            return [.. Enumerable.Range(0, 9).Select(_ => random.NextUInt())];
        }

        Assert.Equal(Draw(1, 2), Draw(1, 2));
        Assert.NotEqual(Draw(1, 2), Draw(1, 3));
        Assert.NotEqual(Draw(1, 2), Draw(2, 2));
        Assert.Equal(9, Draw(1, 2).Distinct().Count());
    }

    [Fact]
    public void Gaussian_numbers_have_mean_0_and_deviation_1()
    {
        var random = new RandomStream(5, 0);
        double[] draws = [.. Enumerable.Range(0, 40000).Select(_ => random.NextGaussian())];
        Assert.InRange(draws.Average(), -0.025, 0.025);
        Assert.InRange(draws.Average(x => x * x), 0.96, 1.04);
        Assert.InRange(draws.Count(x => Math.Abs(x) < 1) / 40000.0, 0.67, 0.695);
    }

    [Fact]
    public void Bounded_numbers_are_even_and_inside()
    {
        var random = new RandomStream(6, 0);
        int[] counts = new int[7];
        for (int i = 0; i < 14000; i++)
        {
            counts[random.NextUInt(7)]++;
        }

        Assert.All(counts, c => Assert.InRange(c, 1800, 2200));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextUInt(0));
    }

    [Fact]
    public void Shuffling_keeps_the_items_and_reaches_every_order()
    {
        var random = new RandomStream(7, 0);
        var orders = new Dictionary<string, int>();
        for (int i = 0; i < 6000; i++)
        {
            char[] items = ['a', 'b', 'c'];
            random.Shuffle<char>(items);
            string order = new(items);
            orders[order] = orders.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(6, orders.Count);
        Assert.All(orders.Values, c => Assert.InRange(c, 850, 1150));
    }

    [Theory]
    [InlineData(InitKind.He, false, 0.1)]
    [InlineData(InitKind.HeUniform, false, 0.1)]
    [InlineData(InitKind.Xavier, false, 0.08164966)]
    [InlineData(InitKind.XavierUniform, false, 0.08164966)]
    [InlineData(InitKind.Gaussian, false, 0.3)]
    [InlineData(InitKind.Uniform, false, 0.17320508)]
    [InlineData(InitKind.Default, false, 0.1)]
    [InlineData(InitKind.Zeros, false, 0)]
    public void Initializers_have_their_deviation(InitKind kind, bool dense, double deviation)
    {
        float[] weights = new float[20000];
        Array.Fill(weights, 9f);
        Initializers.Fill(weights, kind, 0.3, dense, 200, 100, new RandomStream(8, 1));
        Assert.InRange(weights.Average(w => (double)w), -deviation / 30, deviation / 30);
        Assert.InRange(Math.Sqrt(weights.Average(w => (double)w * w)), deviation * 0.97, deviation * 1.03);
        if (kind is InitKind.HeUniform or InitKind.XavierUniform or InitKind.Uniform)
        {
            Assert.InRange(weights.Max(), 0, deviation * 1.7321);
        }
    }

    [Fact]
    public void Wide_dense_layers_start_with_xavier()
    {
        float[] declared = new float[64], chosen = new float[64];
        Initializers.Fill(declared, InitKind.Xavier, 0, true, 256, 64, new RandomStream(9, 1));
        Initializers.Fill(chosen, InitKind.Default, 0, true, 256, 64, new RandomStream(9, 1));
        Assert.Equal(declared, chosen);
        Initializers.Fill(declared, InitKind.He, 0, true, 255, 64, new RandomStream(9, 1));
        Initializers.Fill(chosen, InitKind.Default, 0, true, 255, 64, new RandomStream(9, 1));
        Assert.Equal(declared, chosen);
    }
}
