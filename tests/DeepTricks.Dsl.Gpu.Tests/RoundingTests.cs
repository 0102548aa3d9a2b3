using DeepTricks.Dsl.Gpu.Tests.Harness;
using ILGPU;
using ILGPU.Runtime;

namespace DeepTricks.Dsl.Gpu.Tests;

/// <summary>Rounding of factors, bit for bit, and what becomes of NaN and infinity in products.</summary>
public sealed class RoundingTests
{
    private static readonly float[] Numbers =
    [
        .. Enumerable.Range(-3000, 6001).Select(i => 1f + (i * 0.00024414062f)),
        .. Enumerable.Range(0, 300).Select(i => BitConverter.UInt32BitsToSingle(0x3F800000u + ((uint)i * 0x800u))),
        .. Enumerable.Range(0, 40).Select(i => BitConverter.UInt32BitsToSingle(0xBF800FFFu + (uint)i)),
        0f, -0f, 1e-45f, 1e-40f, 1.1754942e-38f, 3e38f, float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity,
    ];

    private static readonly float[] NotNumbers = [.. new[] { 0x7F800001u, 0x7FFFFFFFu, 0xFF800001u, 0xFFFFFFFFu, 0x7FC00000u }.Select(BitConverter.UInt32BitsToSingle)];

    [Theory]
    [InlineData(Precision.Tf32)]
    [InlineData(Precision.BFloat16)]
    public void On_the_simulator(Precision precision) => Try(Machines.Simulator, precision);

    [SkippableTheory]
    [InlineData(Precision.Tf32)]
    [InlineData(Precision.BFloat16)]
    public void On_OpenCL(Precision precision) => Try(Machines.Of(DeviceKind.OpenCl), precision);

    [SkippableTheory]
    [InlineData(Precision.Tf32)]
    [InlineData(Precision.BFloat16)]
    public void On_CUDA(Precision precision) => Try(Machines.Of(DeviceKind.Cuda), precision);

    [Theory]
    [InlineData(Precision.Tf32)]
    [InlineData(Precision.BFloat16)]
    public void NaN_and_infinity_reach_the_result(Precision precision)
    {
        var layer = ProductCase.All.Single(one => one.Name == "DenseQuads");
        float[] input = [.. Enumerable.Repeat(1f, layer.Samples * (int)layer.Input.Count)];
        input[0] = NotNumbers[0];
        input[layer.Input.Channels] = float.PositiveInfinity;
        input[2 * layer.Input.Channels] = NotNumbers[1];
        float[] weights = [.. Enumerable.Repeat(1f, layer.WeightRows * layer.WeightPitch)];
        var machine = Machines.Simulator;
        using var work = new Buffers(machine);
        var result = work.Zeros(layer.Samples * layer.Filters);
        new GpuProduct(machine, ProductRole.Forward, layer.Input, layer.Output, layer.Window, 1, layer.Samples, precision).Launch(
            layer.Samples, work.Holding(input), work.Holding(weights), result, work.Zeros(16), work.Tickets(16));

        float[] rows = [.. work.Read(result).Where((_, i) => i % layer.Filters == 0)];
        Assert.Equal([float.NaN, float.PositiveInfinity, float.NaN, 64f], rows[..4]);
    }

    private static void Try(GpuMachine machine, Precision precision)
    {
        float[] all = [.. Numbers, .. NotNumbers];
        using var work = new Buffers(machine);
        var rounded = work.Zeros(all.Length);
        var launch = machine.Accelerator.LoadAutoGroupedKernel<Index1D, ArrayView<float>, ArrayView<float>>(
            precision == Precision.Tf32 ? MathKernels.ToTf32 : MathKernels.ToBFloat16);
        launch(machine.Stream, all.Length, work.Holding(all), rounded);
        float[] actual = work.Read(rounded);
        for (int i = 0; i < Numbers.Length; i++)
        {
            Assert.Equal(BitConverter.SingleToUInt32Bits((float)ReferenceRounding.Of(all[i], precision)), BitConverter.SingleToUInt32Bits(actual[i]));
        }

        Assert.All(actual[Numbers.Length..], number => Assert.True(float.IsNaN(number)));
    }
}
