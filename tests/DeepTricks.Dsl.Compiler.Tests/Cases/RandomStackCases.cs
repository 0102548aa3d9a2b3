using DeepTricks.Dsl.Compiler.Tests.Reference;
using static DeepTricks.Dsl.Compiler.Tests.Cases.Declare;

namespace DeepTricks.Dsl.Compiler.Tests.Cases;

/// <summary>Random layers in random order, so that every layer stands beside every other sooner or later.</summary>
internal static class RandomStackCases
{
    private const int Count = 50;

    public static IEnumerable<LayerCase> All => Enumerable.Range(0, Count).Select(i => Draw(i, new Random(3000 + i)));

    private static LayerCase Draw(int index, Random random)
    {
        int rank = random.Next(6) switch { 0 => 1, 1 or 2 => 2, _ => 3 };
        var input = rank switch
        {
            1 => Extent.Vector(random.Next(2, 30)),
            2 => Extent.Sequence(random.Next(4, 20), random.Next(1, 5)),
            _ => Extent.Image(random.Next(4, 9), random.Next(4, 9), random.Next(1, 4)),
        };
        var layers = new List<CaseLayer>();
        bool isBytes = random.Next(4) == 0;
        if (isBytes)
        {
            layers.Add(Rescale(0, 255));
        }

        // The smallest size along an axis is enough to know which windows fit.
        int smallest = rank == 3 ? Math.Min(input.Height, input.Width) : input.Width;
        bool hasPositions = rank > 1;
        int count = random.Next(3, 9);
        for (int i = 0; i < count; i++)
        {
            if (hasPositions && random.Next(2) == 0)
            {
                layers.Add(OverPositions(random, ref smallest, ref hasPositions));
            }
            else
            {
                layers.Add(Anywhere(random, i > 1, ref hasPositions));
            }
        }

        layers.Add(Dense(random.Next(2, 6)));
        layers.Add(random.Next(4) switch
        {
            0 => MeanSquaredError,
            1 => BinaryCrossEntropy,
            2 => Smoothed(0.1),
            _ => SoftmaxCrossEntropy,
        });
        return new LayerCase(FormattableString.Invariant($"RandomStack{index:00}"), input, layers) { Samples = random.Next(6, 10), IsBytes = isBytes };
    }

    private static CaseLayer OverPositions(Random random, ref int smallest, ref bool hasPositions)
    {
        int window = random.Next(1, Math.Min(smallest, 3) + 1);
        switch (random.Next(8))
        {
            case 0:
                smallest = ((smallest - window) / window) + 1;
                return MaxPool(window);
            case 1:
                smallest -= window - 1;
                return MaxPool(window, 1);
            case 2:
                smallest = ((smallest - window) / window) + 1;
                return AveragePool(window);
            case 3 when random.Next(2) == 0:
                hasPositions = false;
                return GlobalAveragePool;
            case 4:
                smallest -= window - 1;
                return Conv(random.Next(1, 20), window, padding: 0);
            case 5:
                smallest = ((smallest - 1) / 2) + 1;
                return Conv(random.Next(1, 20), 3, stride: 2);
            default:
                return Conv(random.Next(1, 20), 1 + (2 * random.Next(2)));
        }
    }

    private static CaseLayer Anywhere(Random random, bool densePossible, ref bool hasPositions)
    {
        switch (random.Next(13))
        {
            case 0 or 1 when densePossible:
                hasPositions = false;
                return Dense(random.Next(4, 20));
            case 2 or 3:
                return BatchNorm;
            case 4:
                return Lrn(random.Next(1, 6), 1);
            case 5:
                return Dropout(0.25);
            case 6:
                return Leaky(random.NextDouble() < 0.5 ? 0.2 : -0.2);
            case 7:
                return Elu;
            case 8:
                return Sigmoid;
            case 9:
                return Tanh;
            case 10 when random.Next(2) == 0:
                return Softmax;
            case 11:
                return Relu;
            default:
                return PRelu;
        }
    }
}
