namespace DeepTricks.Dsl.Gpu;

/// <summary>The runtime's kernels on a machine, each loaded when the first network needs it.</summary>
internal sealed class GpuLayers(GpuMachine machine)
{
    private readonly Dictionary<Type, object> loaded = [];

    public GpuGather Gather => Of(() => new GpuGather(machine));

    public GpuLosses Losses => Of(() => new GpuLosses(machine));

    public GpuPointwiseLoss<TLoss> PointwiseLoss<TLoss>()
        where TLoss : unmanaged, IGpuPointwiseLoss => Of(() => new GpuPointwiseLoss<TLoss>(machine));

    public GpuLossTotal LossTotal => Of(() => new GpuLossTotal(machine));

    public GpuOptimizer Optimizer => Of(() => new GpuOptimizer(machine));

    public GpuColumns Columns => Of(() => new GpuColumns(machine));

    public GpuStatistics Statistics => Of(() => new GpuStatistics(machine));

    public GpuJoins Joins => Of(() => new GpuJoins(machine));

    public GpuWindows Windows => Of(() => new GpuWindows(machine));

    public GpuSoftmax Softmax => Of(() => new GpuSoftmax(machine));

    public GpuResponse Response => Of(() => new GpuResponse(machine));

    private T Of<T>(Func<T> load)
        where T : class
    {
        if (!loaded.TryGetValue(typeof(T), out object? kernels))
        {
            kernels = load();
            loaded.Add(typeof(T), kernels);
        }

        return (T)kernels;
    }
}
