using DeepTricks.Dsl.Compiler.Tests.Cases;
using DeepTricks.Dsl.Compiler.Tests.Reference;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Compiler.Tests.Harness;

/// <summary>What a compiled network made of a trial.</summary>
/// <param name="Loss">The mean loss of the step.</param>
/// <param name="Correct">Samples whose label had the largest output.</param>
/// <param name="Gradients">The gradients by tensor.</param>
/// <param name="Tensors">The tensors after the step, running statistics included.</param>
/// <param name="Updated">The tensors after the same step with an update by <see cref="Trial.LearningRate"/> times the gradient.</param>
/// <param name="Answers">The answers to all samples at once, after the step.</param>
/// <param name="SingleAnswers">The answers to the first samples, one by one.</param>
internal sealed record TrialOutcome(
    double Loss,
    int Correct,
    IReadOnlyDictionary<string, float[]> Gradients,
    IReadOnlyDictionary<string, float[]> Tensors,
    IReadOnlyDictionary<string, float[]> Updated,
    float[] Answers,
    float[] SingleAnswers);

/// <summary>Runs a compiled network on a trial's data: a training step without an update, predictions, and the step with an update.</summary>
internal static class Trial
{
    /// <summary>The seed of the step.</summary>
    public const ulong Seed = 0x1234_5678_9ABC_DEF1;

    /// <summary>The number of the step.</summary>
    public const long Step = 5;

    /// <summary>The learning rate of the step that updates.</summary>
    public const double LearningRate = 0.1;

    /// <summary>Samples of the data set that the batch leaves out.</summary>
    private const int Others = 3;

    /// <summary>Samples that are answered one by one, at most.</summary>
    private const int MostAlone = 5;

    /// <summary>Where in the order the batch starts.</summary>
    private const int First = 2;

    /// <summary>Runs it.</summary>
    public static TrialOutcome Run(LayerCase layerCase, ReferenceNetwork reference, TrialData data, Device device)
    {
        using var network = CompiledCases.Of(layerCase, device).Create(layerCase.ClassName, device, layerCase.Overrides);
        CheckShapes(reference, network);
        var (dataset, order) = Shuffled(layerCase, reference, data);

        // A step on other, more samples first: nothing of it may show in the one that counts.
        using var training = network.NewTraining(order.Length);
        SetTensors(network, data);
        training.Step(new Batch(dataset, order, 0, order.Length), new OptimizerStep { Kind = OptimizerKind.None, Step = Step - 1, Seed = Seed });
        SetTensors(network, data);
        var batch = new Batch(dataset, order, First, layerCase.Samples);
        training.Step(batch, new OptimizerStep { Kind = OptimizerKind.None, Step = Step, Seed = Seed });
        network.WeightsChanged();
        double loss = training.LossSum / layerCase.Samples;
        int correct = training.Correct;
        var gradients = network.Parameters.Where(parameter => parameter.IsTrained)
            .ToDictionary(parameter => parameter.Name, parameter => Gradient(training, parameter));
        var tensors = network.Parameters.ToDictionary(parameter => parameter.Name, Values);
        var (answers, single) = Answers(network, layerCase, data);

        SetTensors(network, data);
        training.Step(batch, new OptimizerStep { Kind = OptimizerKind.Sgd, LearningRate = LearningRate, Step = Step, Seed = Seed });
        var updated = network.Parameters.ToDictionary(parameter => parameter.Name, Values);
        return new TrialOutcome(loss, correct, gradients, tensors, updated, answers, single);
    }

    private static (float[] AtOnce, float[] OneByOne) Answers(Network network, LayerCase layerCase, TrialData data)
    {
        float[] answers = network.Predict(data.Samples);
        int alone = Math.Min(layerCase.Samples, MostAlone);
        var single = new float[alone * network.OutputLength];
        for (int sample = 0; sample < alone; sample++)
        {
            network.Predict(
                data.Samples.AsSpan(sample * network.InputLength, network.InputLength),
                single.AsSpan(sample * network.OutputLength, network.OutputLength));
        }

        return (answers, single);
    }

    private static void CheckShapes(ReferenceNetwork reference, Network network)
    {
        Assert.Equal(
            reference.Tensors.Select(tensor => $"{tensor.Name} [{string.Join(", ", tensor.Dimensions)}] {tensor.IsTrained}"),
            network.Parameters.Select(parameter => $"{parameter.Name} [{string.Join(", ", parameter.Dimensions)}] {parameter.IsTrained}"));
        Assert.Equal(
            Enumerable.Range(0, reference.LayerCount).Select(reference.OutputOf),
            network.Shapes.Select(shape => new Extent((int)shape.Output.Rank, shape.Output.Height, shape.Output.Width, shape.Output.Channels)));
        Assert.Equal((reference.Input.Count, reference.Output.Count), (network.InputLength, network.OutputLength));
    }

    private static void SetTensors(Network network, TrialData data)
    {
        foreach (var parameter in network.Parameters)
        {
            parameter.CopyFrom(data.Tensors[parameter.Name]);
        }

        network.WeightsChanged();
    }

    private static float[] Gradient(ITrainingSteps training, Parameter parameter)
    {
        var gradient = new float[parameter.Count];
        training.CopyGradient(parameter, gradient);
        return gradient;
    }

    private static float[] Values(Parameter parameter)
    {
        var values = new float[parameter.Count];
        parameter.CopyTo(values);
        return values;
    }

    /// <summary>
    /// A data set with the samples of the trial and some others, mixed, and the order in which those of the trial stand one after
    /// another from <see cref="First"/> on.
    /// </summary>
    private static (Dataset Data, int[] Order) Shuffled(LayerCase layerCase, ReferenceNetwork reference, TrialData data)
    {
        var random = new Random(5);
        int[] order = [.. Enumerable.Range(0, layerCase.Samples + Others)];
        random.Shuffle(order);
        int[] sources = new int[order.Length];
        for (int place = 0; place < order.Length; place++)
        {
            bool inBatch = place >= First && place < First + layerCase.Samples;
            sources[order[place]] = inBatch ? place - First : random.Next(layerCase.Samples);
        }

        var extent = reference.Input;
        var shape = new SampleShape((SampleRank)extent.Rank, extent.Height, extent.Width, extent.Channels);
        int[]? labels = data.Labels is { } known ? [.. sources.Select(source => known[source])] : null;
        int targetLength = reference.Output.Count;
        float[]? targets = data.Targets is { } numbers ? Picked(numbers, sources, targetLength) : null;
        float[] samples = Picked(data.Samples, sources, extent.Count);
        if (data.Bytes is { } bytes)
        {
            byte[] picked = Picked(bytes, sources, extent.Count);
            return (labels is null ? Dataset.FromBytes(picked, shape, targets!, targetLength) : Dataset.FromBytes(picked, shape, labels), order);
        }

        return (labels is null ? Dataset.FromFloats(samples, shape, targets!, targetLength) : Dataset.FromFloats(samples, shape, labels), order);
    }

    private static T[] Picked<T>(T[] values, int[] sources, int length) =>
        [.. sources.SelectMany(source => values.Skip(source * length).Take(length))];
}
