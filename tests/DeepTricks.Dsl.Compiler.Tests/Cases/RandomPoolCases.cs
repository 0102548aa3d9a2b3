using DeepTricks.Dsl.Compiler.Tests.Reference;
using static DeepTricks.Dsl.Compiler.Tests.Cases.Declare;

namespace DeepTricks.Dsl.Compiler.Tests.Cases;

/// <summary>Pools of random windows and strides, with and without a normalization and activations around them.</summary>
internal static class RandomPoolCases
{
    private const int Count = 16;

    public static IEnumerable<LayerCase> All
    {
        get
        {
            for (int i = 0; i < Count; i++)
            {
                var random = new Random(2000 + i);
                bool isImage = random.Next(3) > 0;
                int window = random.Next(1, 5);
                int height = random.Next(window, window + 7);
                int width = random.Next(window, window + 7);
                int stride = random.Next(0, 4);
                var input = isImage ? Extent.Image(height, width, 2) : Extent.Sequence(width + 4, 2);
                CaseLayer[] activations = [PRelu, Relu, Tanh, Leaky(-0.2), Elu];
                CaseLayer[] layers =
                [
                    Conv(random.Next(1, 20), 3),
                    .. Maybe(random, BatchNorm),
                    .. Maybe(random, activations[random.Next(activations.Length)]),
                    random.Next(3) == 0 ? AveragePool(window, stride) : MaxPool(window, stride),
                    .. Maybe(random, BatchNorm),
                    .. Maybe(random, activations[random.Next(activations.Length)]),
                    Dense(3),
                    SoftmaxCrossEntropy,
                ];
                var layerCase = new LayerCase(FormattableString.Invariant($"RandomPool{i:00}"), input, layers) { Samples = random.Next(3, 7) };
                yield return layerCase;
                if (i % 2 == 1)
                {
                    yield return layerCase.Variant(
                        "Set", ("Pool1.Window", random.Next(1, window + 1)), ("Pool1.Stride", random.Next(0, 4)), ("Conv1.Filters", random.Next(1, 20)));
                }
            }
        }
    }

    private static CaseLayer[] Maybe(Random random, CaseLayer layer) => random.Next(2) == 0 ? [] : [layer];
}
