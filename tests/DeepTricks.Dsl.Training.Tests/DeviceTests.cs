using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Training.Tests;

/// <summary>A network, its numbers and its samples unchanged, on another device: what a user does with one word.</summary>
public sealed class DeviceTests
{
    private const int Samples = 6;

    private static readonly Dictionary<string, Func<Device, Network>> Networks = new()
    {
        ["layers of every kind"] = device => new SmallNet(device, new SmallNet.Hyperparameters { Conv1 = { Filters = 5 } }, seed: 4),
        ["several inputs and losses"] = device => new ManySided(device, new ManySided.Hyperparameters { Conv1 = { Filters = 4 } }, seed: 4),
        ["blocks"] = device => new BlockNet(device, new BlockNet.Hyperparameters { Stage1 = { Filters = 4 } }, seed: 4),
        ["functions with learned numbers"] = device => new MixedNet(device, seed: 4),
    };

    public static TheoryData<DeviceKind, string> Everywhere
    {
        get
        {
            var all = new TheoryData<DeviceKind, string>();
            foreach (var kind in new[] { DeviceKind.Simulator, DeviceKind.OpenCl, DeviceKind.Cuda })
            {
                foreach (string network in Networks.Keys)
                {
                    all.Add(kind, network);
                }
            }

            return all;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Everywhere))]
    public void Training_leads_where_it_leads_on_the_CPU_and_files_go_between_them(DeviceKind kind, string name)
    {
        Skip.If(Device.All.All(known => known.Kind != kind), $"no {kind} device on this machine");
        using var cpu = Networks[name](Device.Cpu(1));
        using var gpu = Networks[name](Device.Of(kind, 0));
        var data = Data(cpu);
        foreach (var network in new[] { cpu, gpu })
        {
            new Trainer<Network>(network) { Optimizer = new Sgd(0.05) { Momentum = 0.9 }, Epochs = 2, BatchSize = 3 }.Fit(data);
        }

        foreach (var (expected, actual) in cpu.Parameters.Zip(gpu.Parameters))
        {
            Near(Values(expected), Values(actual), 1e-3, expected.Name);
        }

        float[] sample = new float[cpu.InputLength];
        data.CopySample(0, sample);
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".safetensors");
        try
        {
            gpu.Save(path);
            cpu.LoadWeights(path);
            Near(cpu.Predict(sample), gpu.Predict(sample), 1e-4, "answer");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [SkippableTheory]
    [InlineData(DeviceKind.Cpu)]
    [InlineData(DeviceKind.Simulator)]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Cuda)]
    public void Training_that_breaks_down_names_the_step_and_leads_back(DeviceKind kind)
    {
        Skip.If(Device.All.All(known => known.Kind != kind), $"no {kind} device on this machine");
        using var network = Networks["functions with learned numbers"](Device.Of(kind, 0));
        var before = network.Parameters.Select(Values).ToArray();
        var trainer = new Trainer<Network>(network) { Optimizer = new Sgd(1e38), Epochs = 3, BatchSize = 3 };

        var broken = Assert.Throws<TrainingDivergedException>(() => trainer.Fit(Data(network)));

        Assert.Equal(1, broken.Epoch);
        Assert.Equal(2, broken.Step);
        Assert.Equal(before, network.Parameters.Select(Values));
    }

    /// <summary>Random samples; every target is a class for the outputs that want one.</summary>
    private static Dataset Data(Network network)
    {
        var random = new Random(12);
        float[] numbers = [.. Enumerable.Range(0, Samples * network.InputLength).Select(_ => (float)((random.NextDouble() * 2) - 1))];
        if (network.Outputs.Count == 1)
        {
            int[] labels = [.. Enumerable.Range(0, Samples).Select(_ => random.Next(network.OutputLength))];
            return Dataset.FromFloats(numbers, network.Spec.Input, labels);
        }

        int targets = network.Outputs.Sum(output => output.HasLabels ? 1 : output.Length);
        float[] classes = [.. Enumerable.Range(0, Samples * targets).Select(_ => (float)random.Next(2))];
        return Dataset.FromFloats(numbers, SampleShape.Vector(network.InputLength), classes, targets);
    }

    private static void Near(float[] expected, float[] actual, double tolerance, string what)
    {
        double distance = Math.Sqrt(expected.Zip(actual, (a, b) => (double)(a - b) * (a - b)).Sum());
        double size = Math.Sqrt(expected.Sum(value => (double)value * value));
        Assert.True(distance <= tolerance * size, FormattableString.Invariant($"{what}: relative error {distance / size:E2}"));
    }

    private static float[] Values(Parameter parameter)
    {
        var values = new float[parameter.Count];
        parameter.CopyTo(values);
        return values;
    }
}
