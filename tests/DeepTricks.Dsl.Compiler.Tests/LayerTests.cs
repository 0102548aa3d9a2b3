using DeepTricks.Dsl.Compiler.Tests.Cases;
using DeepTricks.Dsl.Compiler.Tests.Harness;
using DeepTricks.Dsl.Compiler.Tests.Reference;
using DeepTricks.Dsl.Kernels;

namespace DeepTricks.Dsl.Compiler.Tests;

/// <summary>
/// Every layer, forward and backward: what the compiler makes of a declared network against the reference's values and against finite
/// differences of the reference's loss.
/// </summary>
public sealed class LayerTests
{
    private const double AnswerTolerance = 1e-5;
    private const double StatisticsTolerance = 1e-5;
    private const double UpdateTolerance = 1e-6;

    private static readonly Device ThreeThreads = Device.Cpu(3);

    /// <summary>Networks that branch, and random graphs: there, buffers live long and end early.</summary>
    public static TheoryData<string> Branching => [.. BranchCases.All.Concat(RandomGraphCases.All).Select(layerCase => layerCase.Name)];

    public static TheoryData<string> Names => [.. LayerCases.All.Select(layerCase => layerCase.Name)];

    [Theory]
    [Trait("Category", "Widths")]
    [MemberData(nameof(Names))]
    public void A_compiled_network_computes_what_the_reference_does(string name)
    {
        var layerCase = LayerCases.Named(name);
        var (expected, actual) = OneThreadTrials.Of(layerCase);

        var found = new List<string>();
        Judge("loss", Math.Abs(expected.Difference.AtPoint.Loss - actual.Loss) / Math.Max(1, Math.Abs(expected.Difference.AtPoint.Loss)), AnswerTolerance);
        Judge("answers", RelativeError.L2(expected.Answers, actual.Answers), AnswerTolerance);
        Judge("answers one by one", RelativeError.L2(expected.Answers.AsSpan(0, actual.SingleAnswers.Length), actual.SingleAnswers), AnswerTolerance);
        foreach (var tensor in expected.Reference.Tensors.Where(tensor => !tensor.IsTrained))
        {
            Judge(tensor.Name, RelativeError.L2(expected.Tensors[tensor.Name], actual.Tensors[tensor.Name]), StatisticsTolerance);
        }

        var random = new Random(17);
        double typicalSize = TypicalSize(actual.Gradients.Values);
        foreach (var tensor in expected.Reference.Tensors.Where(tensor => tensor.IsTrained))
        {
            var probe = new GradientProbe(expected.Difference, tensor, random);
            var errors = probe.Compare(RelativeError.Widen(actual.Gradients[tensor.Name]), typicalSize);
            Judge("gradient of " + tensor.Name, errors.Worst, layerCase.Tolerance);

            var moved = expected.Data.Tensors[tensor.Name].Zip(actual.Gradients[tensor.Name], (value, slope) => value - (Trial.LearningRate * slope));
            Judge("update of " + tensor.Name, RelativeError.L2([.. moved], actual.Updated[tensor.Name]), UpdateTolerance);
        }

        Assert.True(found.Count == 0, $"{string.Join('\n', found)}\n{layerCase.Source}{string.Join(", ", layerCase.Overrides)}");
        Assert.Equal(expected.Correct, actual.Correct);

        void Judge(string what, double error, double tolerance)
        {
            // A NaN is no error below the tolerance either.
            if (!(error <= tolerance))
            {
                found.Add(FormattableString.Invariant($"{what}: relative error {error:E2}, more than {tolerance:E1}"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Threads_change_no_bit(string name)
    {
        var layerCase = LayerCases.Named(name);
        var (expected, one) = OneThreadTrials.Of(layerCase);

        var three = Trial.Run(layerCase, expected.Reference, expected.Data, ThreeThreads);

        Assert.Equal(one.Loss, three.Loss);
        Assert.Equal(one.Answers, three.Answers);
        Assert.Equal(one.SingleAnswers, three.SingleAnswers);
        Assert.Equal(one.Gradients, three.Gradients);
        Assert.Equal(one.Tensors, three.Tensors);
        Assert.Equal(one.Updated, three.Updated);
    }

    [Theory]
    [MemberData(nameof(Branching))]
    public void Memory_that_buffers_share_changes_no_bit(string name)
    {
        var layerCase = LayerCases.Named(name);
        var (expected, shared) = OneThreadTrials.Of(layerCase);
        BufferPlan.KeepsApart = true;
        try
        {
            var apart = Trial.Run(layerCase, expected.Reference, expected.Data, Device.Cpu(1));
            Assert.Equal(shared.Loss, apart.Loss);
            Assert.Equal(shared.Answers, apart.Answers);
            Assert.Equal(shared.Gradients, apart.Gradients);
            Assert.Equal(shared.Updated, apart.Updated);
        }
        finally
        {
            BufferPlan.KeepsApart = false;
        }
    }

    /// <summary>The root mean square of all gradients.</summary>
    private static double TypicalSize(IEnumerable<float[]> gradients)
    {
        double[] all = [.. gradients.SelectMany(gradient => gradient.Select(value => (double)value))];
        return RelativeError.Norm(all) / Math.Sqrt(all.Length);
    }
}
