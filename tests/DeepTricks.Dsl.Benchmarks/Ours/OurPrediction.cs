using DeepTricks.Dsl.Benchmarks.Networks;

namespace DeepTricks.Dsl.Benchmarks.Ours;

/// <summary>Our probabilities of all samples at once.</summary>
internal sealed class OurPrediction(Network network, Samples samples)
{
    private readonly float[] answers = new float[samples.Labels.Length * network.OutputLength];

    public void Step() => network.Predict(samples.Values, answers);

    /// <summary>The probabilities, one sample after another.</summary>
    public float[] Answers()
    {
        Step();
        return [.. answers];
    }
}
