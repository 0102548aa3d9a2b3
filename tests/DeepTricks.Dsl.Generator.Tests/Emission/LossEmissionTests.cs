namespace DeepTricks.Dsl.Generator.Tests.Emission;

/// <summary>What losses against numbers become: a structure with value and slope for lanes and for threads, and what answers cost.</summary>
public class LossEmissionTests
{
    private const string Numbers =
        """
        using DeepTricks.Dsl;

        namespace My.Space;

        [Network(3)]
        [Dense(4), Tanh, Tap("shared"), Dense(2), BinaryCrossEntropy(Weight = 0.5)]
        [From("shared"), Dense(3), SoftmaxCrossEntropy]
        [From("shared"), Dense(2), MeanSquaredError]
        [From("shared"), Dense(1), Huber(Delta = 0.25)]
        public sealed partial class Numbers;
        """;

    [Fact]
    public void The_training_of_a_network_with_every_loss() =>
        Snapshot.Match(GeneratorHarness.RunClean(Numbers).Files["My.Space.Numbers.Training.g.cs"], "Numbers.Training.g.cs");

    [Fact]
    public void Its_programs_for_GPUs() => Snapshot.Match(GpuFileTests.Run(Numbers)["My.Space.Numbers.Gpu.g.cs"], "Numbers.Gpu.g.cs");

    [Fact]
    public void Its_answers()
    {
        string prediction = GeneratorHarness.RunClean(Numbers).Files["My.Space.Numbers.Prediction.g.cs"];
        Assert.Equal(["Sigmoid", "Softmax", "Copy", "Copy"], prediction.Split('\n').Where(line => line.Contains("Answers.", StringComparison.Ordinal)).Select(line => line.Trim()["Answers.".Length..].Split('(')[0]));
    }
}
