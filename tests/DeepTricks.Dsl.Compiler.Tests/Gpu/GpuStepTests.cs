using DeepTricks.Dsl.Compiler.Tests.Harness;
using DeepTricks.Dsl.Compiler.Tests.Reference;
using DeepTricks.Dsl.Gpu;
using DeepTricks.Dsl.Gpu.Tests.Harness;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Compiler.Tests.Gpu;

/// <summary>Whole steps of the networks that are compared with others: their launches, their kernels, and where twenty of them lead.</summary>
public sealed class GpuStepTests
{
    private const string M1 =
        "[Network(784)]\n[Dense(512), BatchNorm, PRelu, Dropout(0.5)]\n[Dense(512), BatchNorm, PRelu, Dropout(0.5)]\n[Dense(10), SoftmaxCrossEntropy]\npublic partial class M1;\n";

    private const string M2 =
        "[Network(28, 28, 1)]\n[Conv(32, 3), BatchNorm, MaxPool(2), PRelu]\n[Conv(64, 3), BatchNorm, MaxPool(2), PRelu]\n[Dense(256), BatchNorm, PRelu, Dropout(0.5)]\n[Dense(10), SoftmaxCrossEntropy]\npublic partial class M2;\n";

    /// <summary>M2 without kinks.</summary>
    private const string Smooth =
        "[Network(28, 28, 1)]\n[Conv(32, 3), BatchNorm, AveragePool(2), Mish]\n[Conv(64, 3), BatchNorm, AveragePool(2), Mish]\n[Dense(256), BatchNorm, Mish, Dropout(0.5)]\n[Dense(10), SoftmaxCrossEntropy]\npublic partial class Smooth;\n";

    private const string OfNumbers =
        "[Network(6)]\n[Dense(4), Tanh, Tap(\"x\"), Dense(3), BinaryCrossEntropy]\n[From(\"x\"), Dense(3), Huber(Delta = 0.5)]\n[From(\"x\"), Dense(2), MeanSquaredError]\npublic partial class OfNumbers;\n";

    private const double StepTolerance = 1e-3;

    private static readonly Lazy<NetworkCompilation> Compiled = new(() => new NetworkCompilation(new Dictionary<string, string> { ["M1"] = M1, ["M2"] = M2, ["Smooth"] = Smooth, ["OfNumbers"] = OfNumbers }, forGpus: true));

    private static readonly (string, double)[] SmallM1 = [("Input.Features", 20), ("Dense1.Units", 16), ("Dense2.Units", 24)];
    private static readonly (string, double)[] SmallM2 = [("Input.Height", 8), ("Input.Width", 8), ("Conv1.Filters", 4), ("Conv2.Filters", 8), ("Dense1.Units", 16)];

    public static TheoryData<string> Kernels => [.. AllKernels.Select(Name).Distinct()];

    private static IEnumerable<System.Reflection.MethodInfo> AllKernels => new[] { "M1", "M2", "OfNumbers" }.SelectMany(Compiled.Value.Kernels);

    [Theory]
    [InlineData("M1", 16)]
    [InlineData("M2", 26)]
    public void A_step_has_few_launches(string network, int most)
    {
        using var net = Compiled.Value.Create(network, Machines.DeviceOf(DeviceKind.Simulator), network == "M1" ? SmallM1 : SmallM2);
        using var training = net.NewTraining(2);
        var (data, order) = Samples(net, 2);
        training.Step(new Batch(data, order, 0, 2), new OptimizerStep { Kind = OptimizerKind.Sgd, LearningRate = 0.1, Step = 1 });
        Assert.InRange(((GpuProgram)training).Launches, 1, most);
    }

    [Theory]
    [InlineData("M1")]
    [InlineData("M2")]
    public void Twenty_steps_on_the_simulator_end_where_those_on_the_CPU_do(string network) =>
        Compare(network, Machines.DeviceOf(DeviceKind.Simulator), network == "M1" ? SmallM1 : SmallM2, 8);

    [SkippableTheory]
    [InlineData("M1")]
    [InlineData("M2")]
    [InlineData("Smooth")]
    public void Twenty_steps_on_OpenCL_end_where_those_on_the_CPU_do(string network) => Compare(network, Machines.DeviceOf(DeviceKind.OpenCl), [], 8);

    [SkippableTheory]
    [InlineData("M1")]
    [InlineData("M2")]
    [InlineData("Smooth")]
    public void Twenty_steps_on_CUDA_end_where_those_on_the_CPU_do(string network) => Compare(network, Machines.DeviceOf(DeviceKind.Cuda), [], 8);

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Emitted_kernels_compile_for_NVIDIA_devices(string kernel)
    {
        string ptx = PtxCompiler.Compile(AllKernels.First(method => Name(method) == kernel));
        Assert.Contains(".entry", ptx);
        Assert.DoesNotContain(".local", ptx);
        if (PtxCompiler.Assembler is not null)
        {
            Assert.Equal(0, PtxCompiler.LocalBytes(ptx));
        }
    }

    [Fact]
    public void Steps_repeat_bit_for_bit_and_a_snapshot_leads_back()
    {
        using var net = Compiled.Value.Create("M1", Machines.DeviceOf(DeviceKind.Simulator), SmallM1);
        using var training = net.NewTraining(4);
        var (data, order) = Samples(net, 4);
        var adam = new OptimizerStep { Kind = OptimizerKind.Adam, LearningRate = 0.01, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, ClipNorm = 0.5, Step = 1, Seed = 3 };
        training.Step(new Batch(data, order, 0, 4), adam);
        var snapshot = training.Snapshot();
        training.Step(new Batch(data, order, 0, 4), adam with { Step = 2 });
        var first = net.Parameters.Select(Values).ToArray();

        training.Restore(snapshot);
        training.Step(new Batch(data, order, 0, 4), adam with { Step = 2 });

        Assert.Equal(first, net.Parameters.Select(Values));
    }

    [Fact]
    public void A_loss_that_is_not_finite_changes_no_weight_and_names_the_layer()
    {
        using var net = Compiled.Value.Create("M1", Machines.DeviceOf(DeviceKind.Simulator), SmallM1);
        using var training = net.NewTraining(4);
        var (_, order) = Samples(net, 4);
        var wild = new float[4 * net.InputLength];
        Array.Fill(wild, float.MaxValue);
        var data = Dataset.FromFloats(wild, net.Spec.Input, [0, 1, 2, 3]);
        var before = net.Parameters.Where(p => p.IsTrained).Select(Values).ToArray();
        var step = new OptimizerStep { Kind = OptimizerKind.Sgd, LearningRate = 0.1, Step = 1 };

        training.Step(new Batch(data, order, 0, 4), step);

        Assert.False(double.IsFinite(training.LossSum));
        Assert.Equal(before, net.Parameters.Where(p => p.IsTrained).Select(Values));
        Assert.NotNull(training.FirstNonFiniteLayer(new Batch(data, order, 0, 4), step));
    }

    [SkippableTheory]
    [InlineData(DeviceKind.Simulator)]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Cuda)]
    public void Outcomes_come_in_the_order_of_the_steps_and_are_those_of_waiting_for_each(DeviceKind kind)
    {
        // On the simulator, a step takes long.
        int steps = kind == DeviceKind.Simulator ? 8 : ITrainingSteps.MostOutcomes + 6;
        using var net = Compiled.Value.Create("M1", Machines.DeviceOf(kind), SmallM1);
        using var training = net.NewTraining(2);
        using var twin = Compiled.Value.Create("M1", net.Device, SmallM1);
        using var waited = twin.NewTraining(2);
        var (data, order) = Samples(net, 2);
        var expected = new List<StepOutcome>();
        for (int step = 1; step <= steps; step++)
        {
            var sgd = new OptimizerStep { Kind = OptimizerKind.Sgd, LearningRate = 0.01, Step = step, Seed = 9 };
            training.Step(new Batch(data, order, 0, 2), sgd);
            waited.Step(new Batch(data, order, 0, 2), sgd);
            expected.Add(new StepOutcome(waited.LossSum, waited.Correct));
        }

        var taken = new List<StepOutcome>();
        while (training.TryTake(out var outcome, waits: true))
        {
            taken.Add(outcome);
        }

        // What nobody took in time is lost; the rest is all there, once.
        Assert.Equal(expected.TakeLast(ITrainingSteps.MostOutcomes), taken);
        Assert.False(training.TryTake(out _, waits: false));
        Assert.Equal(expected[^1].LossSum, training.LossSum);
    }

    [SkippableTheory]
    [InlineData(DeviceKind.Simulator)]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Cuda)]
    public void Steps_behind_a_failed_one_change_nothing_until_it_was_seen(DeviceKind kind)
    {
        using var net = Compiled.Value.Create("M1", Machines.DeviceOf(kind), SmallM1);
        using var training = net.NewTraining(4);
        var (good, order) = Samples(net, 4);
        var wild = new float[4 * net.InputLength];
        Array.Fill(wild, float.MaxValue);
        var bad = Dataset.FromFloats(wild, net.Spec.Input, [0, 1, 2, 3]);
        var before = Trained();
        var sgd = new OptimizerStep { Kind = OptimizerKind.Sgd, LearningRate = 0.1, Step = 1 };
        var snapshot = training.Snapshot();

        training.Step(new Batch(bad, order, 0, 4), sgd);
        training.Step(new Batch(good, order, 0, 4), sgd);

        Assert.Equal(before, Trained());
        Assert.True(training.TryTake(out var first, waits: true));
        Assert.False(double.IsFinite(first.LossSum));
        training.Restore(snapshot);
        training.Step(new Batch(good, order, 0, 4), sgd);
        Assert.True(double.IsFinite(training.LossSum));
        Assert.NotEqual(before, Trained());

        float[][] Trained() => [.. net.Parameters.Where(p => p.IsTrained).Select(Values)];
    }

    [SkippableTheory]
    [InlineData(DeviceKind.Simulator)]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Cuda)]
    public void Samples_that_are_brought_batch_by_batch_train_as_a_data_set_on_the_device_does(DeviceKind kind)
    {
        using var net = Compiled.Value.Create("M1", Machines.DeviceOf(kind), SmallM1);
        using var twin = Compiled.Value.Create("M1", net.Device, SmallM1);
        using var resident = net.NewTraining(3);
        using var streamed = twin.NewTraining(3);
        ((GpuTrainingProgram)streamed).StreamsSamples = true;
        var (data, order) = Samples(net, 12);
        for (int step = 0; step < 6; step++)
        {
            // The last batches are smaller than the others.
            int count = step < 4 ? 3 : 2;
            var at = new Batch(data, order, step % 4 * 3, count);
            var adam = new OptimizerStep { Kind = OptimizerKind.Adam, LearningRate = 0.01, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, Step = step + 1, Seed = 3 };
            resident.Step(at, adam);
            streamed.Step(at, adam);
        }

        Assert.Equal(resident.LossSum, streamed.LossSum);
        Assert.Equal(net.Parameters.Select(Values), twin.Parameters.Select(Values));
    }

    [Fact]
    public void A_network_trains_by_the_trainer_and_is_saved_and_loaded()
    {
        var device = Machines.DeviceOf(DeviceKind.Simulator);
        using var net = Compiled.Value.Create("M1", device, SmallM1);
        var (data, _) = Samples(net, 16);
        var result = new Trainer<Network>(net) { Optimizer = new Sgd(0.05) { Momentum = 0.9 }, Epochs = 2, BatchSize = 8, ClipNorm = 5 }.Fit(data, data);
        Assert.True(double.IsFinite(result.Epochs[^1].TrainingLoss));

        string path = Path.GetTempFileName();
        try
        {
            net.Save(path);
            using var onCpu = Compiled.Value.Create("M1", Device.Cpu(1), SmallM1);
            onCpu.LoadWeights(path);
            Assert.True(RelativeError.L2(RelativeError.Widen(onCpu.Predict(Numbers(data))), net.Predict(Numbers(data))) < 1e-4);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static float[] Numbers(Dataset data)
    {
        var all = new float[data.Count * data.SampleLength];
        for (int i = 0; i < data.Count; i++)
        {
            data.CopySample(i, all.AsSpan(i * data.SampleLength));
        }

        return all;
    }

    private static void Compare(string network, Device device, (string, double)[] sizes, int batch)
    {
        using var cpu = Compiled.Value.Create(network, Device.Cpu(1), sizes);
        using var gpu = Compiled.Value.Create(network, device, sizes);
        if (network != "Smooth")
        {
            DrawShifts(cpu);
            DrawShifts(gpu);
        }

        using var cpuTraining = cpu.NewTraining(batch);
        using var gpuTraining = gpu.NewTraining(batch);
        var (data, order) = Samples(cpu, batch * 4);
        for (int step = 0; step < 20; step++)
        {
            var at = new Batch(data, order, step % 4 * batch, batch);
            var sgd = new OptimizerStep { Kind = OptimizerKind.Sgd, LearningRate = 0.01, Step = step + 1, Seed = 9 };
            cpuTraining.Step(at, sgd);
            gpuTraining.Step(at, sgd);
        }

        foreach (var (ours, theirs) in cpu.Parameters.Zip(gpu.Parameters))
        {
            double error = RelativeError.L2(RelativeError.Widen(Values(ours)), Values(theirs));
            Assert.True(error <= StepTolerance, FormattableString.Invariant($"{ours.Name}: {error:E2}"));
        }
    }

    /// <summary>
    /// Shifts as they are after some training. They start at zero, so that twenty steps later there is nothing in them but gradients; a single pool or
    /// activation whose value falls on the other side in single precision is more than a thousandth of those, between two vector widths of the CPU as well.
    /// </summary>
    private static void DrawShifts(Network network)
    {
        var random = new Random(6);
        foreach (var shift in network.Parameters.Where(parameter => parameter.Name.EndsWith(".bias", StringComparison.Ordinal)))
        {
            shift.CopyFrom([.. Enumerable.Range(0, shift.Count).Select(_ => (random.NextSingle() * 2) - 1)]);
        }

        network.WeightsChanged();
    }

    private static (Dataset Data, int[] Order) Samples(Network network, int count)
    {
        var random = new Random(5);
        float[] values = [.. Enumerable.Range(0, count * network.InputLength).Select(_ => (float)((random.NextDouble() * 2) - 1))];
        int[] labels = [.. Enumerable.Range(0, count).Select(_ => random.Next(10))];
        int[] order = [.. Enumerable.Range(0, count)];
        random.Shuffle(order);
        return (Dataset.FromFloats(values, network.Spec.Input, labels), order);
    }

    private static float[] Values(Parameter parameter)
    {
        var values = new float[parameter.Count];
        parameter.CopyTo(values);
        return values;
    }

    private static string Name(System.Reflection.MethodInfo kernel) => kernel.IsGenericMethod
        ? $"{kernel.DeclaringType!.Name}.{kernel.GetGenericArguments()[0].DeclaringType!.DeclaringType!.Name}.{kernel.GetGenericArguments()[0].Name}"
        : $"{kernel.DeclaringType!.DeclaringType!.Name}.{kernel.DeclaringType.Name}.{kernel.Name}";
}
