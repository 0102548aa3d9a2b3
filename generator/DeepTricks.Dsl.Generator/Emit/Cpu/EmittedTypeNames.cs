using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit.Cpu;

/// <summary>
/// The types that emitted programs name shortly, for the reader's sake. Where a type or namespace of the user's has the same name and
/// would be found first, the emitted code names ours in full.
/// </summary>
internal static class EmittedTypeNames
{
    private static readonly Dictionary<string, string> FullNames = new[]
    {
        ("System", new[] { "Math", "ReadOnlySpan" }),
        ("System.Collections.Generic", ["IReadOnlyList"]),
        ("System.Runtime.CompilerServices", ["InternalsVisibleTo", "MethodImpl", "MethodImplOptions"]),
        ("System.Runtime.Intrinsics", ["Vector128", "Vector256", "Vector512"]),
        ("ILGPU", ["ArrayView", "Grid", "Group", "SharedMemory"]),
        ("DeepTricks.Dsl.Gpu", [
            "GpuKernel", "GpuLayerProduct", "GpuNormalization", "GpuPredictionProgram", "GpuStep", "GpuTensor", "GpuTrainingProgram", "GroupSums", "IGpuNumbers",
            "IGpuPointwiseLoss", "ThreadMath", "WindowSize",
        ]),
        ("DeepTricks.Dsl", ["PredictionProgram", "PreparedWeights", "TrainingProgram"]),
        ("DeepTricks.Dsl.Shapes", ["LayerShape", "TensorGeometry", "WindowGeometry"]),
        ("DeepTricks.Dsl.Kernels", [
            "AddBias", "Answers", "BufferPlan", "ConvolutionPlan", "DensePlan", "DropoutNumbers", "Floats", "IEpilogue", "ILanes", "IPointwiseLoss", "Joins",
            "Lanes1", "Lanes16", "Lanes4", "Lanes8", "Losses", "NativeArena", "Normalization", "Plain", "Pooling", "RescaleNumbers", "ResponseNormalization", "ResponseNumbers",
            "ShiftedSums", "SoftmaxLayer", "Sums", "Upsampling", "Worker",
        ]),
    }.SelectMany(space => space.Item2.Select(name => (Name: name, Full: "global::" + space.Item1 + "." + name))).ToDictionary(n => n.Name, n => n.Full);

    /// <summary>All short names.</summary>
    public static IEnumerable<string> All => FullNames.Keys;

    /// <summary>The code with some of the names in full.</summary>
    public static string Qualify(string code, EquatableArray<string> hidden) =>
        hidden.Aggregate(code, (text, name) => Regex.Replace(text, @"(?<![\w.@])" + name + @"(?!\w)(?!\s*=[^=])", FullNames[name]));
}
