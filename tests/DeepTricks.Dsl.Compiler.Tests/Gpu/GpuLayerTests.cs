using DeepTricks.Dsl.Compiler.Tests.Cases;
using DeepTricks.Dsl.Compiler.Tests.Harness;
using DeepTricks.Dsl.Compiler.Tests.Reference;
using DeepTricks.Dsl.Gpu.Tests.Harness;

namespace DeepTricks.Dsl.Compiler.Tests.Gpu;

/// <summary>Every layer on GPUs, forward and backward: what the compiler makes of a declared network there against what it makes of it on the CPU.</summary>
public sealed class GpuLayerTests
{
    private const double Tolerance = 1e-4;

    public static TheoryData<string> Names => [.. LayerCases.All.Select(layerCase => layerCase.Name)];

    /// <summary>The cases for the simulator, where a barrier costs hundreds of microseconds: some of each layer, and of how layers meet.</summary>
    public static TheoryData<string> Simulated => [.. GpuCases.OnTheSimulator.Select(layerCase => layerCase.Name)];

    [Theory]
    [MemberData(nameof(Simulated))]
    public void On_the_simulator(string name) => Try(name, Machines.DeviceOf(DeviceKind.Simulator));

    [Theory]
    [MemberData(nameof(Simulated))]
    public void Emitted_kernels_compile_for_NVIDIA_devices(string name)
    {
        var layerCase = LayerCases.Named(name);
        string[] ptx = [.. CompiledCases.Of(layerCase, Machines.DeviceOf(DeviceKind.Simulator)).Kernels(layerCase.ClassName).Select(PtxCompiler.Compile)];
        Assert.All(ptx, kernel =>
        {
            Assert.Contains(".entry", kernel);
            Assert.DoesNotContain(".local", kernel);
        });
        if (PtxCompiler.Assembler is not null && ptx.Length > 0)
        {
            Assert.Equal(0, PtxCompiler.LocalBytes(ptx));
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void On_OpenCL(string name) => Try(name, Machines.DeviceOf(DeviceKind.OpenCl));

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void On_CUDA(string name) => Try(name, Machines.DeviceOf(DeviceKind.Cuda));

    private static void Try(string name, Device device)
    {
        var layerCase = LayerCases.Named(name);
        var (expected, cpu) = OneThreadTrials.Of(layerCase);

        var gpu = Trial.Run(layerCase, expected.Reference, expected.Data, device);

        var found = new List<string>();
        Judge("loss", Math.Abs(cpu.Loss - gpu.Loss) / Math.Max(1, Math.Abs(cpu.Loss)));
        Judge("answers", RelativeError.L2(RelativeError.Widen(cpu.Answers), gpu.Answers));
        Judge("answers one by one", RelativeError.L2(RelativeError.Widen(cpu.SingleAnswers), gpu.SingleAnswers));
        double typical = Norm(cpu.Gradients.Values.SelectMany(g => g)) / Math.Sqrt(cpu.Gradients.Values.Sum(g => g.Length));
        foreach (var (tensor, gradient) in cpu.Gradients)
        {
            // A gradient that cancels, such as that of weights in front of a normalization, is judged by the size of the others.
            double size = Math.Max(Norm(gradient), typical * Math.Sqrt(gradient.Length));
            Judge("gradient of " + tensor, Norm(gradient.Zip(gpu.Gradients[tensor], (a, b) => a - b)) / size, layerCase.Tolerance);
        }

        foreach (var (tensor, values) in cpu.Tensors)
        {
            Judge(tensor, RelativeError.L2(RelativeError.Widen(values), gpu.Tensors[tensor]));
            Judge("update of " + tensor, RelativeError.L2(RelativeError.Widen(cpu.Updated[tensor]), gpu.Updated[tensor]));
        }

        Assert.True(found.Count == 0, $"{string.Join('\n', found)}\n{layerCase.Source}{string.Join(", ", layerCase.Overrides)}");
        Assert.Equal(cpu.Correct, gpu.Correct);

        void Judge(string what, double error, double tolerance = Tolerance)
        {
            // A NaN is no error below the tolerance either.
            if (!(error <= tolerance))
            {
                found.Add(FormattableString.Invariant($"{what}: relative error {error:E2}, more than {tolerance:E1}"));
            }
        }
    }

    private static double Norm(IEnumerable<float> values) => Math.Sqrt(values.Sum(value => (double)value * value));
}
