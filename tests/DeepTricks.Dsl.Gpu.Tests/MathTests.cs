using DeepTricks.Dsl.Gpu.Tests.Harness;
using DeepTricks.Dsl.Kernels;
using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu.Tests;

/// <summary>Functions and random numbers of GPU threads against those of the CPU's lanes: the same contract on every device.</summary>
public sealed class MathTests
{
    /// <summary>Roundings in which a thread may differ from a lane, since each may fuse a product and a sum where the other does not.</summary>
    private const int Roundings = 8;

    private static readonly float[] Numbers =
    [
        .. Enumerable.Range(-400, 801).Select(i => i * 0.25f),
        .. Enumerable.Range(-60, 100).Select(i => MathF.Pow(2, i)),
        0f, -0f, 1e-40f, 1e-45f, 88.72283f, 88.8f, -87.33654f, -87.4f, 9.010914f, 0.3333333f, 1.0000001f, 0.9999999f,
        float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN,
    ];

    public static TheoryData<string> Functions => ["Exp", "Log", "Tanh", "Sin", "Cos", "Sigmoid", "Sqrt", "IsFinite", "IsNaN", "LeakyChoice", "ReluChoice"];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Functions_on_the_simulator(string name) => Try(Machines.Simulator, name);

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public void Functions_on_OpenCL(string name) => Try(Machines.Of(DeviceKind.OpenCl), name);

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public void Functions_on_CUDA(string name) => Try(Machines.Of(DeviceKind.Cuda), name);

    [Fact]
    public void Draws_on_the_simulator() => TryDraws(Machines.Simulator);

    [SkippableFact]
    public void Draws_on_OpenCL() => TryDraws(Machines.Of(DeviceKind.OpenCl));

    [SkippableFact]
    public void Draws_on_CUDA() => TryDraws(Machines.Of(DeviceKind.Cuda));

    private static void Try(GpuMachine machine, string name)
    {
        Action<Index1D, ArrayView<float>, ArrayView<float>> kernel = name switch
        {
            "Exp" => MathKernels.Exp,
            "Log" => MathKernels.Log,
            "Tanh" => MathKernels.Tanh,
            "Sin" => MathKernels.Sin,
            "Cos" => MathKernels.Cos,
            "Sigmoid" => MathKernels.Sigmoid,
            "Sqrt" => MathKernels.Sqrt,
            "IsFinite" => MathKernels.IsFinite,
            "IsNaN" => MathKernels.IsNaN,
            "LeakyChoice" => MathKernels.LeakyChoice,
            _ => MathKernels.ReluChoice,
        };
        float[] actual = Apply(machine, kernel);
        for (int i = 0; i < Numbers.Length; i++)
        {
            float expected = Expected(name, Numbers[i]);
            bool isSubnormal = Math.Abs(expected) < 1.17549435e-38f && Math.Abs(actual[i]) <= 1.17549435e-38f;
            bool agrees = float.IsNaN(expected) ? float.IsNaN(actual[i]) : expected.Equals(actual[i]) || isSubnormal
                || Math.Abs(actual[i] - expected) <= Roundings * Math.ScaleB(Math.Abs(expected), -24)

                // An angle's error is absolute, and beyond this one its rounding in the product decides.
                || (name is "Sin" or "Cos" && (Math.Abs(Numbers[i]) > 10_000 || Math.Abs(actual[i] - expected) <= 4e-7));
            Assert.True(agrees, FormattableString.Invariant($"{name}({Numbers[i]:R}) is {actual[i]:R} on {machine.Name}, {expected:R} on the CPU"));
        }
    }

    private static float Expected(string name, float x) => name switch
    {
        "Exp" => Lane(Lanes1.Exp(Lanes1.Broadcast(x))),
        "Log" => Lane(Lanes1.Log(Lanes1.Broadcast(x))),
        "Tanh" => Lane(Lanes1.Tanh(Lanes1.Broadcast(x))),
        "Sin" => Lane(Lanes1.Sin(Lanes1.Broadcast(x))),
        "Cos" => Lane(Lanes1.Cos(Lanes1.Broadcast(x))),
        "Sigmoid" => Lane(Lanes1.Broadcast(1) / (Lanes1.Broadcast(1) + Lanes1.Exp(-Lanes1.Broadcast(x)))),
        "Sqrt" => MathF.Sqrt(x),
        "IsFinite" => float.IsFinite(x) ? 1 : 0,
        "IsNaN" => float.IsNaN(x) ? 1 : 0,
        "LeakyChoice" => x > 0 ? x : 0.25f * x,
        _ => 0 > x ? 0 : x,
    };

    private static float Lane(Lanes1 value) => Lanes1.Sum(value);

    private static void TryDraws(GpuMachine machine)
    {
        float[] kept = Apply(machine, MathKernels.Keep);
        using var keys = machine.Accelerator.Allocate1D<int>(40);
        machine.Accelerator.LoadAutoGroupedKernel<Index1D, ArrayView<int>>(MathKernels.Keys)(machine.Stream, 20, keys.View.BaseView);
        var drawn = new int[40];
        keys.View.BaseView.CopyToCPU(machine.Stream, drawn);

        Assert.Equal(
            Enumerable.Range(0, kept.Length).Select(i => Lane(Lanes1.Select(
                Lanes1.Keep((uint)i, 0x12345678, unchecked((uint)-77), 0x40000000), Lanes1.Broadcast(2), Lanes1.Zero))),
            kept);
        Assert.Equal(
            Enumerable.Range(0, 20).SelectMany(sample =>
            {
                var (key0, key1) = RandomKeys.ForSample(0x123456789ABCDEF1UL, 5_000_000_007L, 3, sample);
                return new[] { unchecked((int)key0), unchecked((int)key1) };
            }),
            drawn);
    }

    private static float[] Apply(GpuMachine machine, Action<Index1D, ArrayView<float>, ArrayView<float>> kernel)
    {
        using var x = machine.Accelerator.Allocate1D<float>(Numbers.Length);
        using var y = machine.Accelerator.Allocate1D<float>(Numbers.Length);
        x.View.BaseView.CopyFromCPU(machine.Stream, Numbers);
        machine.Accelerator.LoadAutoGroupedKernel(kernel)(machine.Stream, Numbers.Length, x.View.BaseView, y.View.BaseView);
        var result = new float[Numbers.Length];
        y.View.BaseView.CopyToCPU(machine.Stream, result);
        return result;
    }
}
