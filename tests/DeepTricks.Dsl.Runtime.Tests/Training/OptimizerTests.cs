namespace DeepTricks.Dsl.Runtime.Tests;

public sealed class OptimizerTests
{
    [Fact]
    public void The_defaults_are_pytorchs()
    {
        Assert.Equal(
            new OptimizerStep { Kind = OptimizerKind.Sgd, LearningRate = 0.5, Step = 3 },
            new Sgd(0.1).At(3, 0.5));
        Assert.Equal(
            new OptimizerStep { Kind = OptimizerKind.Adam, LearningRate = 0.5, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, Step = 3 },
            new Adam().At(3, 0.5));
        Assert.Equal(
            new OptimizerStep { Kind = OptimizerKind.Adam, LearningRate = 0.5, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, WeightDecay = 0.01, DecoupledDecay = true, Step = 3 },
            new AdamW().At(3, 0.5));
        Assert.Equal((1e-3, 1e-3), (new Adam().LearningRate, new AdamW().LearningRate));
    }

    [Fact]
    public void Every_number_can_be_set()
    {
        Assert.Equal(
            new OptimizerStep { Kind = OptimizerKind.Sgd, LearningRate = 0.1, Momentum = 0.9, Nesterov = true, WeightDecay = 5e-4, Step = 1 },
            new Sgd(0.1) { Momentum = 0.9, Nesterov = true, WeightDecay = 5e-4 }.At(1, 0.1));
        Assert.Equal(
            new OptimizerStep { Kind = OptimizerKind.Adam, LearningRate = 1, Beta1 = 0.8, Beta2 = 0.99, Epsilon = 1e-6, WeightDecay = 0.1, DecoupledDecay = true, Step = 9 },
            new AdamW(1) { Beta1 = 0.8, Beta2 = 0.99, Epsilon = 1e-6, WeightDecay = 0.1 }.At(9, 1));
        Assert.Equal(0, (new AdamW() with { WeightDecay = 0 }).WeightDecay);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_learning_rate_must_be_above_0(double rate)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(rate));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(rate));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW(rate));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW { Epsilon = rate });
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Decays_of_means_must_be_below_1(double value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(0.1) { Momentum = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam { Beta1 = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW { Beta2 = value });
    }

    [Fact]
    public void Weight_decay_must_not_be_negative() => Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(0.1) { WeightDecay = -1 });

    [Fact]
    public void Nesterov_needs_momentum()
    {
        Assert.Throws<InvalidOperationException>(() => new Sgd(0.1) { Nesterov = true }.Check());
        new Sgd(0.1) { Nesterov = true, Momentum = 0.9 }.Check();
    }
}
