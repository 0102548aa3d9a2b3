namespace DeepTricks.Dsl.Runtime.Tests;

public sealed class LearningRateScheduleTests
{
    private const int StepsPerEpoch = 10;
    private const int TotalSteps = 100;

    [Fact]
    public void Constant_never_changes() => Assert.All(Factors(LearningRateSchedule.Constant), factor => Assert.Equal(1, factor));

    [Fact]
    public void Step_falls_every_few_epochs()
    {
        var factors = Factors(LearningRateSchedule.Step(3, 0.5));
        for (int step = 0; step < TotalSteps; step++)
        {
            Assert.Equal(Math.Pow(0.5, step / 30), factors[step]);
        }
    }

    [Fact]
    public void Cosine_falls_from_1_to_nearly_0()
    {
        var factors = Factors(LearningRateSchedule.Cosine());
        for (int step = 0; step < TotalSteps; step++)
        {
            Assert.Equal((1 + Math.Cos(Math.PI * step / TotalSteps)) / 2, factors[step], 12);
        }

        Assert.Equal(1, factors[0]);
        Assert.InRange(factors[^1], 1e-9, 0.001);
    }

    [Fact]
    public void Cosine_warms_up_on_a_line()
    {
        var factors = Factors(LearningRateSchedule.Cosine(warmUp: 2));
        for (int step = 0; step < 20; step++)
        {
            Assert.Equal((step + 1) / 20.0, factors[step], 12);
        }

        for (int step = 20; step < TotalSteps; step++)
        {
            Assert.Equal((1 + Math.Cos(Math.PI * (step - 20) / 80.0)) / 2, factors[step], 12);
        }
    }

    [Fact]
    public void A_warm_up_can_be_part_of_an_epoch_or_longer_than_the_training()
    {
        Assert.Equal(0.2, LearningRateSchedule.Cosine(0.5).Factor(0, TotalSteps, StepsPerEpoch));
        Assert.Equal(1, LearningRateSchedule.Cosine(0.5).Factor(4, TotalSteps, StepsPerEpoch));
        Assert.Equal(1, LearningRateSchedule.Cosine(1e300).Factor(TotalSteps - 1, TotalSteps, StepsPerEpoch));
        Assert.Equal(0.01, LearningRateSchedule.Cosine(1e300).Factor(0, TotalSteps, StepsPerEpoch));
    }

    [Fact]
    public void Wrong_numbers_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Step(0, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Step(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Step(1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Cosine(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Cosine(double.PositiveInfinity));
    }

    private static double[] Factors(LearningRateSchedule schedule) =>
        [.. Enumerable.Range(0, TotalSteps).Select(step => schedule.Factor(step, TotalSteps, StepsPerEpoch))];
}
