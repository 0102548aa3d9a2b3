using DeepTricks.Dsl.Gpu.Tests.Harness;
using DeepTricks.Dsl.Kernels;
using DeepTricks.Dsl.Shapes;
using ILGPU;

namespace DeepTricks.Dsl.Gpu.Tests;

/// <summary>What surrounds the layers in a step: fetching samples, losses, statistics and the update, against the CPU's kernels.</summary>
public sealed class StepTests
{
    private const DeviceKind Kind = DeviceKind.Simulator;

    [SkippableTheory]
    [InlineData(Kind)]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Cuda)]
    internal void Samples_are_fetched_in_order_and_rescaled(DeviceKind kind)
    {
        var machine = Machines.Of(kind);
        using var work = new Buffers(machine);
        float[] data = Draw(1, 7 * 20);
        int[] order = [6, 0, 3, 3, 5];
        var gather = new GpuGather(machine);

        // Twelve numbers from the fourth on, into a part of a joint tensor that has other numbers around it.
        float[] before = Draw(2, 3 * 6 * 5);
        var joint = work.Holding(before);
        gather.Launch(work.Holding(data), 20, 4, work.Integers(order), 1, 3, new GpuTensor(joint, 2, 3, 5).Part(3, 2), 2, 0.5f);
        float[] expected = [.. before];
        for (int i = 0; i < 3 * 12; i++)
        {
            expected[(i / 2 * 5) + 3 + (i % 2)] = (data[(order[1 + (i / 12)] * 20) + 4 + (i % 12)] * 2) + 0.5f;
        }

        AreNear(expected, work.Read(joint), 1e-7);

        var uploaded = work.Zeros(2 * 20);
        gather.Launch(work.Holding(data), 20, 0, default, 4, 2, new GpuTensor(uploaded, 1, 1, 20));
        Assert.Equal(data[80..120], work.Read(uploaded));
    }

    [SkippableTheory]
    [InlineData(Kind)]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Cuda)]
    internal void Updates_are_those_of_the_CPU_and_leave_frozen_blocks(DeviceKind kind)
    {
        var sgd = new OptimizerStep { Kind = OptimizerKind.Sgd, LearningRate = 0.1, WeightDecay = 0.02 };
        var adam = new OptimizerStep { Kind = OptimizerKind.Adam, LearningRate = 0.01, Beta1 = 0.9, Beta2 = 0.99, Epsilon = 1e-8, WeightDecay = 0.1 };
        foreach (var rule in new[] { sgd, sgd with { Momentum = 0.9 }, sgd with { Momentum = 0.9, Nesterov = true }, adam, adam with { DecoupledDecay = true } })
        {
            foreach (double most in new[] { 0, 1.5, 1e6 })
            {
                TryUpdate(Machines.Of(kind), rule, most);
            }
        }
    }

    [SkippableTheory]
    [InlineData(Kind)]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Cuda)]
    internal void A_class_loss_is_that_of_the_CPU(DeviceKind kind)
    {
        var machine = Machines.Of(kind);
        foreach (var (classes, smoothing) in new[] { (2, 0f), (10, 0.1f), (37, 0.2f) })
        {
            using var work = new Buffers(machine);
            float[] outputs = [.. Draw(classes, 3 * classes).Select(value => value * 8)];
            outputs[1] = outputs[0] = 9;
            int[] labels = [classes - 1, 0, 1, 1];
            int[] order = [3, 1, 2, 0];
            var batch = NewBatch(work, outputs, SampleShape.Vector(classes), 3, order);
            new GpuLosses(machine).SoftmaxCrossEntropy(batch, work.Integers(labels), smoothing);
            var layout = TensorGeometry.Of(SampleShape.Vector(classes));
            Compare(work, machine, batch, layout, outputs, (sample, values, gradient) =>
            {
                int correct = 0;
                double loss = Losses.SoftmaxCrossEntropy(layout, values, layout, gradient, labels[order[1 + sample]], smoothing, 0.7f, 3, ref correct);
                return (loss, correct);
            });
        }
    }

    [SkippableTheory]
    [InlineData(Kind)]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Cuda)]
    internal void Losses_against_targets_are_those_of_the_CPU(DeviceKind kind)
    {
        CompareLoss(Machines.Of(kind), default(Squares));
        CompareLoss(Machines.Of(kind), new Lopsided { Factor = -0.4f });
    }

    [SkippableTheory]
    [InlineData(Kind)]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Cuda)]
    internal void Once_a_loss_is_not_finite_no_update_happens(DeviceKind kind)
    {
        var machine = Machines.Of(kind);
        using var work = new Buffers(machine);
        var failed = work.Tickets(1);
        var total = new GpuLossTotal(machine);
        total.Launch(work.Holding([1, float.NaN, 2]), work.Integers([1, 0, 1]), 3, 3, work.Zeros(1), work.Tickets(1), failed);
        total.Launch(work.Holding([1, 2, 2]), work.Integers([1, 0, 1]), 3, 3, work.Zeros(1), work.Tickets(1), failed);
        Assert.Equal(1, work.Read(failed)[0]);
        float[] weights = Draw(3, 64);
        var held = work.Holding(weights);
        foreach (var rule in new OptimizerStep[]
        {
            new() { Kind = OptimizerKind.Sgd, LearningRate = 1 }, new() { Kind = OptimizerKind.Sgd, LearningRate = 1, Momentum = 0.5 },
            new() { Kind = OptimizerKind.Adam, LearningRate = 1, Step = 1 },
        })
        {
            new GpuOptimizer(machine).Launch(
                OptimizerConstants.Of(rule), held, work.Holding(Draw(4, 64)), work.Zeros(64), work.Zeros(64), work.Integers([GpuOptimizer.Updated]), failed);
            Assert.Equal(weights, work.Read(held));
        }
    }

    [SkippableTheory]
    [InlineData(Kind)]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Cuda)]
    internal unsafe void Statistics_are_those_of_the_CPU(DeviceKind kind)
    {
        var machine = Machines.Of(kind);
        using var work = new Buffers(machine);
        const int Channels = 3, Parts = 21;
        float[] moments = Draw(8, Parts * 2 * Channels);
        for (int i = 0; i < moments.Length; i++)
        {
            moments[i] = i / Channels % 2 == 0 ? moments[i] : Math.Abs(moments[i]) + 4;
        }

        float[] numbers = [.. Draw(9, 2 * Channels).Select(Math.Abs)];
        var places = new GpuStatistics.Places(
            work.Zeros(Channels), work.Zeros(Channels), work.Holding(numbers[..Channels]), work.Holding(numbers[Channels..]));
        new GpuStatistics(machine).Launch(work.Holding(moments), Parts, Channels, 84, places, 0.1f, 1e-5f);
        float[] expected = [.. new float[2 * Channels], .. numbers];
        fixed (float* from = moments, to = expected)
        {
            Normalization.Finish(
                new(from), Channels, Parts, 84, new(to), new(to + Channels), new(to + (2 * Channels)), new(to + (3 * Channels)), 0.1f, 1e-5f);
        }

        AreNear(
            expected, [.. work.Read(places.Mean), .. work.Read(places.Inverse), .. work.Read(places.RunningMean), .. work.Read(places.RunningVariance)], 1e-6);
    }

    [SkippableTheory]
    [InlineData(Kind)]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Cuda)]
    internal void Statistics_of_few_values_do_not_cancel_far_from_the_running_mean(DeviceKind kind)
    {
        var machine = Machines.Of(kind);
        using var work = new Buffers(machine);
        const int Channels = 19, Stride = 23, Samples = 3, Pixels = 2, Count = Samples * Pixels;
        float[] values = [.. Draw(8, Count * Stride).Select(value => 1 + (value * 1e-3f))];
        var places = new GpuStatistics.Places(work.Zeros(Channels), work.Zeros(Channels), work.Zeros(Channels), work.Zeros(Channels));
        new GpuStatistics(machine).LaunchOfFew(Samples, new GpuTensor(work.Holding(values), 1, Pixels, Channels, Stride), places, 0.1f, 1e-9f);

        double[][] columns = [.. Enumerable.Range(0, Channels).Select(c => Enumerable.Range(0, Count).Select(i => (double)values[(i * Stride) + c]).ToArray())];
        double[] means = [.. columns.Select(column => column.Average())];
        double[] deviations = [.. columns.Zip(means, (column, mean) => column.Sum(value => (value - mean) * (value - mean)))];
        AreNear([.. means.Select(mean => (float)mean)], work.Read(places.Mean), 1e-6);
        AreNear([.. deviations.Select(sum => (float)(1 / Math.Sqrt((sum / Count) + 1e-9)))], work.Read(places.Inverse), 1e-6);
        AreNear([.. means.Select(mean => (float)(0.1 * mean))], work.Read(places.RunningMean), 1e-6);
        AreNear([.. deviations.Select(sum => (float)(0.1 * sum / (Count - 1)))], work.Read(places.RunningVariance), 1e-6);
    }

    private static void CompareLoss<TLoss>(GpuMachine machine, TLoss loss)
        where TLoss : unmanaged, IPointwiseLoss<Lanes1>, IGpuPointwiseLoss
    {
        var shape = SampleShape.Image(3, 2, 3);
        var layout = TensorGeometry.Of(shape);
        float[] outputs = [.. Draw(5, 3 * 18).Select(value => value * 5)];
        float[] targets = [.. Draw(6, 4 * 25).Select(Math.Abs)];
        int[] order = [3, 1, 2, 0];
        using var work = new Buffers(machine);
        var batch = NewBatch(work, outputs, shape, 3, order);
        new GpuPointwiseLoss<TLoss>(machine).Launch(batch, work.Holding(targets), 25, 7, loss);
        Compare(work, machine, batch, layout, outputs, (sample, values, gradient) => (
            Losses.Pointwise<Lanes1, TLoss>(layout, values, layout, gradient, targets.AsSpan((order[1 + sample] * 25) + 7, 18), loss, 0.7f, 3), 0));
    }

    private static unsafe void TryUpdate(GpuMachine machine, OptimizerStep rule, double most)
    {
        // More stretches than one, more blocks than threads, and a last block that is not whole.
        const int Count = (64 * 70) + 16;
        int[] table = [.. Enumerable.Range(0, 71).Select(block => block % 3)];
        float[] weights = Draw(1, Count), state1 = new float[Count], state2 = new float[Count];
        using var work = new Buffers(machine);
        var (held, first, second, failed) = (work.Holding(weights), work.Zeros(Count), work.Zeros(Count), work.Tickets(1));
        var (heldTable, scale) = (work.Integers(table), work.Zeros(1));
        var optimizer = new GpuOptimizer(machine);
        var norm = new GpuGradientNorm(machine, Count);
        var partials = work.Zeros(norm.Stretches);
        for (int step = 1; step <= 3; step++)
        {
            float[] gradient = Draw(10 + step, Count);
            var constants = OptimizerConstants.Of(rule with { Step = step });
            var heldGradient = work.Holding(gradient);
            if (most > 0)
            {
                norm.Launch(heldGradient, heldTable, most, partials, scale);
            }

            optimizer.Launch(constants, held, heldGradient, first, second, heldTable, failed, most > 0 ? scale : default);
            double squares = gradient.Where((_, i) => table[i / 64] != GpuOptimizer.Frozen).Sum(value => (double)value * value);
            float factor = most > 0 ? (float)Math.Min(1, most / (Math.Sqrt(squares) + 1e-6)) : 1;
            gradient = [.. gradient.Select(value => value * factor)];
            fixed (float* w = weights, g = gradient, a = state1, b = state2)
            {
                for (int i = 0; i < Count; i += 16)
                {
                    int entry = table[i / 64];
                    if (entry != GpuOptimizer.Frozen)
                    {
                        OptimizerKernels.Update<Lanes1>(constants, new(w + i), new(g + i), new(a + i), new(b + i), 16, entry == GpuOptimizer.Decayed);
                    }
                }
            }
        }

        AreNear(weights, work.Read(held), 1e-6);
        AreNear(state1, work.Read(first), 1e-6);
        AreNear(state2, work.Read(second), 1e-6);
    }

    private static GpuLosses.Batch NewBatch(Buffers work, float[] outputs, SampleShape shape, int count, int[] order) => new(
        count, new GpuTensor(work.Holding(outputs), shape), new GpuTensor(work.Zeros(outputs.Length), shape), work.Zeros(count),
        work.Integers([.. Enumerable.Repeat(-1, count)]), work.Integers(order), 1, 0.7f);

    private static unsafe void Compare(
        Buffers work, GpuMachine machine, GpuLosses.Batch batch, TensorGeometry layout, float[] outputs, Func<int, Floats, Floats, (double Loss, int Hit)> onCpu)
    {
        int length = batch.Outputs.Length;
        float[] gradients = new float[outputs.Length];
        double sum = 0;
        int hits = 0;
        for (int sample = 0; sample < batch.Count; sample++)
        {
            var values = new float[layout.Length];
            var gradient = new float[layout.Length];
            fixed (float* from = values, to = gradient)
            {
                for (int i = 0; i < length; i++)
                {
                    layout.At(new Floats(from), i / layout.Channels / layout.Width, i / layout.Channels % layout.Width)[i % layout.Channels] = outputs[(sample * length) + i];
                }

                var (loss, hit) = onCpu(sample, new(from), new(to));
                sum += loss;
                hits += hit;
                Assert.Equal(hit, work.Read(batch.Hits)[sample]);
                Assert.Equal(loss, work.Read(batch.Losses)[sample], 1e-5 * Math.Max(1, Math.Abs(loss)));
                for (int i = 0; i < length; i++)
                {
                    gradients[(sample * length) + i] = layout.At(new Floats(to), i / layout.Channels / layout.Width, i / layout.Channels % layout.Width)[i % layout.Channels];
                }
            }
        }

        AreNear(gradients, work.Read(batch.Gradient.Values), 1e-6);
        var (total, hitTotal, failed) = (work.Zeros(1), work.Tickets(1), work.Tickets(1));
        new GpuLossTotal(machine).Launch(batch.Losses, batch.Hits, batch.Count, batch.Count, total, hitTotal, failed);
        Assert.Equal(sum, work.Read(total)[0], 1e-5 * Math.Max(1, Math.Abs(sum)));
        Assert.Equal(hits, work.Read(hitTotal)[0]);
        Assert.Equal(0, work.Read(failed)[0]);
    }

    private static void AreNear(float[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])),
                FormattableString.Invariant($"number {i} is {actual[i]:R}, {expected[i]:R} on the CPU"));
        }
    }

    private static float[] Draw(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }
}
