using DeepTricks.Dsl.Kernels;

namespace DeepTricks.Dsl;

/// <summary>
/// The optimizer's state and, where they are kept, the gradients. Normally a slice's update follows its gradient at once, while it
/// is in the first-level cache; clipping by the norm of all gradients, or reading them, needs them all first.
/// </summary>
internal sealed class GradientStore : IDisposable
{
    /// <summary>Floats that one task updates, and that one partial sum of squares covers: fixed, so that results don't depend on the workers.</summary>
    private const int Slice = 4096;

    private readonly Network network;
    private readonly NativeArena stateMemory;
    private readonly Floats[] state1;
    private readonly Floats[] state2;
    private readonly (int Parameter, nint Offset, nint Count)[] slices;
    private readonly double[] squares;
    private NativeArena? gradientMemory;
    private Floats[] kept = [];
    private OptimizerConstants constants;
    private OptimizerStep step;
    private bool keeps;

    public GradientStore(Network network)
    {
        this.network = network;
        var parameters = network.Parameters;
        stateMemory = new NativeArena(Math.Max(64, parameters.Where(p => p.IsTrained).Sum(Room) * 2 * sizeof(float)));
        state1 = new Floats[parameters.Count];
        state2 = new Floats[parameters.Count];
        var all = new List<(int, nint, nint)>();
        for (int i = 0; i < parameters.Count; i++)
        {
            if (!parameters[i].IsTrained)
            {
                continue;
            }

            state1[i] = stateMemory.Take(Room(parameters[i]));
            state2[i] = stateMemory.Take(Room(parameters[i]));
            for (int offset = 0; offset < parameters[i].PackedLength; offset += Slice)
            {
                all.Add((i, offset, Math.Min(Slice, parameters[i].PackedLength - offset)));
            }
        }

        slices = [.. all];
        squares = new double[slices.Length];
    }

    /// <summary>Whether gradients stay until the end of the step.</summary>
    public bool Keeps => keeps;

    public void Begin(in OptimizerStep update)
    {
        step = update;
        keeps = update.Kind == OptimizerKind.None || update.ClipNorm > 0;
        constants = OptimizerConstants.Of(update);
        if (keeps && gradientMemory is null)
        {
            gradientMemory = new NativeArena(Math.Max(64, network.Parameters.Where(p => p.IsTrained).Sum(Room) * sizeof(float)));
            kept = [.. network.Parameters.Select(p => p.IsTrained ? gradientMemory.Take(Room(p)) : default)];
        }
    }

    public Floats Target(int parameter, nint offset, Floats scratch) => keeps ? kept[parameter] + offset : scratch;

    public Floats KeptGradient(Parameter parameter)
    {
        for (int i = 0; i < network.Parameters.Count; i++)
        {
            if (ReferenceEquals(network.Parameters[i], parameter) && parameter.IsTrained && gradientMemory is not null)
            {
                return kept[i];
            }
        }

        throw new ArgumentException($"no gradient of '{parameter.Name}' is kept; run a step with OptimizerKind.None first", nameof(parameter));
    }

    public void Update<TLanes>(int parameter, nint offset, nint count, Floats gradient)
        where TLanes : struct, ILanes<TLanes>
    {
        if (!keeps)
        {
            Apply<TLanes>(parameter, offset, count, gradient);
        }
    }

    public void Finish<TLanes>(Worker worker)
        where TLanes : struct, ILanes<TLanes>
    {
        if (!keeps || step.Kind == OptimizerKind.None)
        {
            return;
        }

        worker.Barrier();
        for (int i = worker.First(slices.Length); i < worker.End(slices.Length); i++)
        {
            var (parameter, offset, count) = slices[i];
            squares[i] = Sums.Squares<TLanes>(kept[parameter] + offset, count);
        }

        worker.Barrier();
        double total = 0;
        foreach (double square in squares)
        {
            total += square;
        }

        // PyTorch's clip_grad_norm_: the small number keeps a zero norm from dividing by zero.
        float factor = (float)Math.Min(1, step.ClipNorm / (Math.Sqrt(total) + 1e-6));
        for (int i = worker.First(slices.Length); i < worker.End(slices.Length); i++)
        {
            var (parameter, offset, count) = slices[i];
            Sums.Scale<TLanes>(kept[parameter] + offset, count, factor);
            Apply<TLanes>(parameter, offset, count, kept[parameter] + offset);
        }
    }

    public TrainingSnapshot Snapshot(TrainingSnapshot? reuse)
    {
        var parameters = network.Parameters;
        var snapshot = reuse ?? new TrainingSnapshot(parameters.Count);
        for (int i = 0; i < parameters.Count; i++)
        {
            int length = parameters[i].PackedLength;
            ref var tensors = ref snapshot.Tensors[i];
            tensors.Values ??= new float[length];
            parameters[i].Values.AsSpan(length).CopyTo(tensors.Values);
            if (parameters[i].IsTrained)
            {
                tensors.State1 ??= new float[length];
                tensors.State2 ??= new float[length];
                state1[i].AsSpan(length).CopyTo(tensors.State1);
                state2[i].AsSpan(length).CopyTo(tensors.State2);
            }
        }

        return snapshot;
    }

    public void Restore(TrainingSnapshot snapshot)
    {
        var parameters = network.Parameters;
        for (int i = 0; i < parameters.Count; i++)
        {
            var tensors = snapshot.Tensors[i];
            tensors.Values.CopyTo(parameters[i].Values.AsSpan(tensors.Values.Length));
            if (parameters[i].IsTrained)
            {
                tensors.State1.CopyTo(state1[i].AsSpan(tensors.State1.Length));
                tensors.State2.CopyTo(state2[i].AsSpan(tensors.State2.Length));
            }
        }
    }

    public void Dispose()
    {
        stateMemory.Dispose();
        gradientMemory?.Dispose();
    }

    private static long Room(Parameter parameter) => (parameter.PackedLength + 15L) / 16 * 16;

    private void Apply<TLanes>(int parameter, nint offset, nint count, Floats gradient)
        where TLanes : struct, ILanes<TLanes>
    {
        var target = network.Parameters[parameter];
        OptimizerKernels.Update<TLanes>(
            constants, target.Values + offset, gradient, state1[parameter] + offset, state2[parameter] + offset, count, target.Role == Shapes.ParameterRole.Weight);
    }
}
