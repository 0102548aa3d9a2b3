using DeepTricks.Dsl.Gpu.Tests.Harness;
using DeepTricks.Dsl.Kernels;
using DeepTricks.Dsl.Shapes;
using ILGPU;

namespace DeepTricks.Dsl.Gpu.Tests;

/// <summary>Layers that are not emitted, forward and backward, against the CPU's kernels: results written and added, in tensors of their own and in parts.</summary>
public sealed class LayerTests
{
    private const DeviceKind Kind = DeviceKind.Simulator;
    private const int Samples = 2;

    /// <summary>What a layer computes on the CPU, of one sample: sources, then the result.</summary>
    private delegate void OnCpu(Floats first, Floats second, Floats result);

    /// <summary>The same on a GPU, of all samples.</summary>
    private delegate void OnGpu(GpuTensor first, GpuTensor second, GpuTensor result, bool adds);

    [SkippableTheory]
    [InlineData(Kind)]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Cuda)]
    internal void Softmax(DeviceKind kind)
    {
        var machine = Machines.Of(kind);
        var softmax = new GpuSoftmax(machine);
        foreach (var shape in new[] { SampleShape.Image(2, 2, 5), SampleShape.Vector(37) })
        {
            var layout = Layout(shape);
            Try(machine, shape, shape, shape, (x, _, y) => SoftmaxLayer.Forward(layout, x, layout, y), (x, _, y, _) => softmax.Launch(Samples, x, y), isBackward: false);
            Try(machine, shape, shape, shape, (y, dy, dx) => SoftmaxLayer.Backward(layout, y, layout, dy, layout, dx), (y, dy, dx, adds) => softmax.LaunchBackward(Samples, y, dy, dx, adds));
        }
    }

    [SkippableTheory]
    [InlineData(Kind)]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Cuda)]
    internal void Response_normalization(DeviceKind kind)
    {
        var machine = Machines.Of(kind);
        var response = new GpuResponse(machine);
        var shape = SampleShape.Image(2, 3, 9);
        var layout = Layout(shape);
        foreach (var numbers in new[] { new ResponseNumbers(5, 0.5f, 0.75f, 1), new ResponseNumbers(4, 0.9f, 1.5f, 2) })
        {
            Try(machine, shape, shape, shape, (x, _, y) => ResponseNormalization.Forward(layout, x, layout, y, numbers), (x, _, y, _) => response.Launch(Samples, x, y, numbers), isBackward: false);
            Try(
                machine, shape, shape, shape, (x, dy, dx) => ResponseNormalization.Backward(layout, x, layout, dy, layout, dx, numbers),
                (x, dy, dx, adds) => response.LaunchBackward(Samples, x, dy, dx, numbers, adds));
        }
    }

    [SkippableTheory]
    [InlineData(Kind)]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Cuda)]
    internal void Average_pools(DeviceKind kind)
    {
        var machine = Machines.Of(kind);
        var windows = new GpuWindows(machine);
        var large = SampleShape.Image(7, 8, 3);

        // Overlapping, apart from each other with a rest, and over all.
        foreach (var (window, small) in new[]
        {
            (new WindowGeometry(3, 2, 2, 1, 0, 0, 1, 1), SampleShape.Image(3, 7, 3)), (new WindowGeometry(2, 2, 3, 3, 0, 0, 1, 1), SampleShape.Image(2, 3, 3)),
            (new WindowGeometry(7, 8, 1, 1, 0, 0, 1, 1), SampleShape.Image(1, 1, 3)),
        })
        {
            var size = small.Width == 1 ? WindowSize.Whole(large) : WindowSize.Of(window);
            Try(
                machine, large, large, small, (x, _, y) => Pooling.Average<Lanes1>(Layout(large), x, Layout(small), y, window),
                (x, _, y, _) => windows.Average(Samples, x, y, size), isBackward: false);
            Try(
                machine, small, small, large, (dy, _, dx) => Pooling.AverageGradient<Lanes1>(Layout(small), dy, Layout(large), dx, window),
                (dy, _, dx, adds) => windows.AverageGradient(Samples, dy, dx, size, adds));
        }
    }

    [SkippableTheory]
    [InlineData(Kind)]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Cuda)]
    internal void Upsampling_by_different_factors(DeviceKind kind)
    {
        var machine = Machines.Of(kind);
        var windows = new GpuWindows(machine);
        var (small, large) = (SampleShape.Image(2, 3, 3), SampleShape.Image(6, 6, 3));
        Try(machine, small, small, large, (x, _, y) => Upsampling.Forward<Lanes1>(Layout(small), x, Layout(large), y), (x, _, y, _) => windows.Upsample(Samples, x, y), isBackward: false);
        Try(
            machine, large, large, small, (dy, _, dx) => Upsampling.Backward<Lanes1>(Layout(large), dy, Layout(small), dx),
            (dy, _, dx, adds) => windows.UpsampleGradient(Samples, dy, dx, adds));
    }

    [SkippableTheory]
    [InlineData(Kind)]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Cuda)]
    internal void Joined(DeviceKind kind)
    {
        var machine = Machines.Of(kind);
        var joins = new GpuJoins(machine);
        var shape = SampleShape.Image(2, 3, 5);
        var layout = Layout(shape);
        Try(machine, shape, shape, shape, (a, _, to) => Joins.Copy<Lanes1>(layout, a, layout, to), (a, _, to, adds) => (adds ? (Action<int, GpuTensor, GpuTensor>)joins.Add : joins.Copy)(Samples, a, to));
        Try(
            machine, shape, shape, shape,
            (a, b, to) =>
            {
                Joins.Copy<Lanes1>(layout, a, layout, to);
                Joins.Multiply<Lanes1>(layout, b, layout, to);
            },
            (a, b, to, _) =>
            {
                joins.Copy(Samples, a, to);
                joins.Multiply(Samples, b, to);
            },
            isBackward: false);
    }

    private static TensorGeometry Layout(SampleShape shape) => TensorGeometry.Dense(shape);

    private static unsafe void Try(GpuMachine machine, SampleShape first, SampleShape second, SampleShape result, OnCpu onCpu, OnGpu onGpu, bool isBackward = true)
    {
        float[] a = Draw(1, first), b = Draw(2, second), before = Draw(3, result);
        float[] computed = new float[before.Length];
        fixed (float* pa = a, pb = b, to = computed)
        {
            for (int sample = 0; sample < Samples; sample++)
            {
                onCpu(new(pa + (sample * first.Count)), new(pb + (sample * second.Count)), new(to + (sample * result.Count)));
            }
        }

        foreach (bool adds in isBackward ? new[] { false, true } : [false])
        {
            foreach (int apart in new[] { 0, 3 })
            {
                using var work = new Buffers(machine);
                var (tensor, all) = Place(work, before, result, apart);
                onGpu(Place(work, a, first, apart * 2).Tensor, Place(work, b, second, apart).Tensor, tensor, adds);
                float[] actual = work.Read(all);
                int pitch = tensor.Stride;
                for (int i = 0; i < actual.Length; i++)
                {
                    int channel = (i % pitch) - apart;
                    int number = (i / pitch * result.Channels) + channel;
                    float expected = channel < 0 || channel >= result.Channels ? Around : computed[number] + (adds ? before[number] : 0);
                    Assert.True(
                        Math.Abs(expected - actual[i]) <= 2e-6 * Math.Max(1, Math.Abs(expected)),
                        FormattableString.Invariant($"place {i} is {actual[i]:R}, {expected:R} on the CPU (adds: {adds}, apart: {apart})"));
                }
            }
        }
    }

    /// <summary>What lies around a part, and stays.</summary>
    private const float Around = 77;

    private static (GpuTensor Tensor, ArrayView<float> All) Place(Buffers work, float[] values, SampleShape shape, int apart)
    {
        int pitch = shape.Channels + (2 * apart);
        var all = new float[values.Length / shape.Channels * pitch];
        Array.Fill(all, Around);
        for (int i = 0; i < values.Length; i++)
        {
            all[(i / shape.Channels * pitch) + apart + (i % shape.Channels)] = values[i];
        }

        var held = work.Holding(all);
        return (new GpuTensor(held, shape.Height, shape.Width, pitch).Part(apart, shape.Channels), held);
    }

    private static float[] Draw(int seed, SampleShape shape)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Samples * (int)shape.Count).Select(_ => (random.NextSingle() * 2) - 1)];
    }
}
