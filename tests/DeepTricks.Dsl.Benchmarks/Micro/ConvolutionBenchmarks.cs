using System.Globalization;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using BenchmarkDotNet.Attributes;
using DeepTricks.Dsl.Kernels;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Benchmarks.Micro;

/// <summary>A 3 by 3 convolution of some samples on one thread, as a direct sum and as transformed products.</summary>
public class ConvolutionBenchmarks : IDisposable
{
    private const int Samples = 8;

    private NativeArena memory = null!;
    private ConvolutionPlan plan = null!;
    private Floats images;
    private Floats weights;
    private Floats transformed;
    private Floats flipped;
    private Floats results;
    private Floats deltas;
    private Floats gradient;
    private Floats components;
    private Floats inputGradient;
    private Floats workspace;

    /// <summary>The convolutions of the benchmark networks, and the narrowest that is transformed.</summary>
    public static IEnumerable<ConvolutionCase> Cases =>
    [
        new(Size: 14, Channels: 32, Outputs: 64),
        new(Size: 16, Channels: 16, Outputs: 64),
        new(Size: 8, Channels: 32, Outputs: 128),
        new(Size: 4, Channels: 48, Outputs: 192),
        new(Size: 8, Channels: 16, Outputs: 16),
    ];

    /// <summary>The case at hand.</summary>
    [ParamsSource(nameof(Cases))]
    public ConvolutionCase Convolution { get; set; } = null!;

    /// <summary>Which of the two.</summary>
    [Params(Precision.Strict, Precision.Single)]
    public Precision Precision { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var window = new WindowGeometry(3, 3, 1, 1, 1, 1, 1, 1);
        var input = TensorGeometry.Of(new SampleShape(SampleRank.Image, Convolution.Size, Convolution.Size, Convolution.Channels), 1, 1);
        var output = TensorGeometry.Of(new SampleShape(SampleRank.Image, Convolution.Size, Convolution.Size, Convolution.Outputs));
        var gradientLayout = TensorGeometry.Of(new SampleShape(SampleRank.Image, Convolution.Size, Convolution.Size, Convolution.Channels));
        plan = new ConvolutionPlan(input, output, window, needsInputGradient: true, gradientLayout, Precision);
        long inputs = (long)Samples * Convolution.Size * Convolution.Size * input.Stride;
        long[] lengths =
        [
            Samples * (long)input.Length, plan.WeightLength, plan.TransformedLength, plan.FlippedLength, Samples * (long)output.Length,
            Samples * plan.DeltaLength, plan.WeightLength, plan.ComponentsLength, inputs, plan.Workspace,
        ];
        memory = NativeArena.For(lengths);
        images = Random(lengths[0], 1);
        weights = Random(lengths[1], 2);
        transformed = memory.Take(lengths[2]);
        flipped = memory.Take(lengths[3]);
        results = memory.Take(lengths[4]);
        deltas = Random(lengths[5], 3);
        gradient = memory.Take(lengths[6]);
        components = memory.Take(lengths[7]);
        inputGradient = memory.Take(lengths[8]);
        workspace = memory.Take(lengths[9]);
        Run(new TransformWeights());
    }

    /// <summary>All outputs.</summary>
    [Benchmark]
    public void Forward() => Run(new ForwardPass());

    /// <summary>The weights' gradient.</summary>
    [Benchmark]
    public void WeightGradient() => Run(new WeightGradientPass());

    /// <summary>The gradient of the input.</summary>
    [Benchmark]
    public void InputGradient() => Run(new InputGradientPass());

    [GlobalCleanup]
    public void Dispose()
    {
        memory?.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Run<TPass>(TPass pass)
        where TPass : struct, IPass
    {
        if (Avx512F.IsSupported)
        {
            pass.Run<Lanes16>(this);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            pass.Run<Lanes8>(this);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            pass.Run<Lanes4>(this);
        }
        else
        {
            pass.Run<Lanes1>(this);
        }
    }

    private Floats Random(long length, int seed)
    {
        var random = new Random(seed);
        var floats = memory.Take(length);
        for (nint i = 0; i < length; i++)
        {
            floats[i] = (float)(random.NextDouble() - 0.5);
        }

        return floats;
    }

    private interface IPass
    {
        void Run<TLanes>(ConvolutionBenchmarks on)
            where TLanes : struct, ILanes<TLanes>;
    }

    private struct TransformWeights : IPass
    {
        public readonly void Run<TLanes>(ConvolutionBenchmarks on)
            where TLanes : struct, ILanes<TLanes>
        {
            for (int task = 0; task < on.plan.TransformTasks; task++)
            {
                on.plan.Transform<TLanes>(on.weights, on.transformed, task);
            }

            for (int task = 0; task < on.plan.FlipTasks; task++)
            {
                on.plan.Flip<TLanes>(on.weights, on.flipped, task);
            }
        }
    }

    private struct ForwardPass : IPass
    {
        public readonly void Run<TLanes>(ConvolutionBenchmarks on)
            where TLanes : struct, ILanes<TLanes> =>
            on.plan.Forward<TLanes, Plain<TLanes>>(on.images, Samples, on.weights, on.transformed, on.results, default, on.workspace);
    }

    private struct WeightGradientPass : IPass
    {
        public readonly void Run<TLanes>(ConvolutionBenchmarks on)
            where TLanes : struct, ILanes<TLanes>
        {
            on.plan.BeginWeightGradient(on.gradient);
            on.plan.WeightGradient<TLanes>(on.images, on.deltas, Samples, on.gradient, on.components, true, true, on.workspace);
        }
    }

    private struct InputGradientPass : IPass
    {
        public readonly void Run<TLanes>(ConvolutionBenchmarks on)
            where TLanes : struct, ILanes<TLanes> =>
            on.plan.InputGradient<TLanes>(on.deltas, Samples, on.flipped, on.inputGradient, adds: false, on.workspace);
    }
}

/// <summary>Sizes of a 3 by 3 convolution of square images.</summary>
public sealed record ConvolutionCase(int Size, int Channels, int Outputs)
{
    /// <summary>The sizes and how much a direct sum computes, so that a time can be turned into a speed.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Size}x{Size} {Channels}->{Outputs}, {2e-6 * 8 * Size * Size * 9 * Channels * Outputs:F1} MFLOP");
}
