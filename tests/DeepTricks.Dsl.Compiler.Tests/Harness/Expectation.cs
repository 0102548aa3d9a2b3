using DeepTricks.Dsl.Compiler.Tests.Cases;
using DeepTricks.Dsl.Compiler.Tests.Reference;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Compiler.Tests.Harness;

/// <summary>What the reference says about a case: loss, answers, running statistics, and finite differences of the loss.</summary>
internal sealed class Expectation
{
    /// <summary>Works it out.</summary>
    public Expectation(LayerCase layerCase)
    {
        Reference = layerCase.Reference();
        var kept = DropoutMasks.Of(Reference, Trial.Seed, Trial.Step, layerCase.Samples);
        Data = TrialData.Draw(layerCase, Reference, kept);
        var tensors = Data.WideTensors;
        Difference = new FiniteDifference(Reference, Data.Input, Data.Expected, tensors, kept);
        foreach (var (name, values) in Difference.AtPoint.RunningStatistics)
        {
            tensors[name] = values;
        }

        var prediction = Reference.Run(Data.Input, null, new ReferencePass(tensors, training: false, kept, new PinnedChoices()));
        Answers = prediction.Output.Values;
        Tensors = tensors;
        if (layerCase.Loss == LayerKind.SoftmaxCrossEntropy)
        {
            Correct = Enumerable.Range(0, layerCase.Samples).Count(sample => Largest(Difference.AtPoint.Output, sample) == Data.Labels![sample]);
        }
    }

    /// <summary>The network.</summary>
    public ReferenceNetwork Reference { get; }

    /// <summary>The samples, targets and tensors.</summary>
    public TrialData Data { get; }

    /// <summary>The training pass and its derivatives.</summary>
    public FiniteDifference Difference { get; }

    /// <summary>Samples whose label has the largest output; 0 for losses without labels.</summary>
    public int Correct { get; }

    /// <summary>The tensors after the step.</summary>
    public IReadOnlyDictionary<string, double[]> Tensors { get; }

    /// <summary>The answers after the step.</summary>
    public double[] Answers { get; }

    private static int Largest(Volume output, int sample)
    {
        int count = output.Extent.Count;
        double[] scores = output.Values[(sample * count)..((sample + 1) * count)];
        return Array.IndexOf(scores, scores.Max());
    }
}
