using DeepTricks.Dsl.Benchmarks.Measuring;
using DeepTricks.Dsl.Benchmarks.Networks;
using DeepTricks.Dsl.Gpu;

namespace DeepTricks.Dsl.Benchmarks.Ours;

/// <summary>Our training steps, each from the gathering of its batch to the updated weights.</summary>
internal sealed class OurTraining : IDisposable
{
    private readonly ITrainingSteps program;
    private readonly Dataset data;
    private readonly int[] order;
    private readonly int batch;
    private OptimizerStep step;
    private int first;

    public OurTraining(Network network, Samples samples, int batch, RowOptimizer kind)
    {
        program = network.NewTraining(batch);
        data = samples.Dataset();
        order = samples.Order;
        this.batch = batch;
        step = kind == RowOptimizer.Adam
            ? new OptimizerStep { Kind = OptimizerKind.Adam, LearningRate = 1e-3, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, Seed = 1 }
            : new OptimizerStep { Kind = OptimizerKind.Sgd, LearningRate = 0.01, Momentum = 0.9, Seed = 1 };
    }

    public void Step()
    {
        step = step with { Step = step.Step + 1 };
        program.Step(new Batch(data, order, first, batch), step);
        first = first + (2 * batch) <= order.Length ? first + batch : 0;
    }

    /// <summary>Launches of kernels in the last step; none on the CPU.</summary>
    public int Launches => program is GpuProgram gpu ? gpu.Launches : 0;

    public void Dispose() => program.Dispose();
}
