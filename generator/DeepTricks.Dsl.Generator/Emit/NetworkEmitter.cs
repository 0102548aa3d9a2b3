using System.Collections.Generic;
using DeepTricks.Dsl.Generator.Autodiff;
using DeepTricks.Dsl.Generator.Emit.Cpu;
using DeepTricks.Dsl.Generator.Emit.Gpu;
using DeepTricks.Dsl.Generator.Fusion;
using DeepTricks.Dsl.Generator.Graph;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit;

/// <summary>Compiles a network that has no errors to the code that computes it.</summary>
internal static class NetworkEmitter
{
    /// <param name="spec">The network.</param>
    /// <param name="shapes">Its shapes.</param>
    /// <param name="forGpus">Whether to write code for GPUs too.</param>
    public static IReadOnlyList<GeneratedFile> Emit(NetworkSpec spec, InferenceResult shapes, bool forGpus)
    {
        var files = new List<GeneratedFile>
        {
            new("Training.g.cs", new TrainingEmitter(Training(spec, shapes)).Emit()),
            new("Prediction.g.cs", new PredictionEmitter(Prediction(spec, shapes)).Emit()),
        };
        if (forGpus)
        {
            // Emitters change what they are given, so that each has its own.
            files.Add(new("Gpu.g.cs", GpuEmitter.Emit(Training(spec, shapes), Prediction(spec, shapes))));
        }

        return files;
    }

    private static FusedNetwork Training(NetworkSpec spec, InferenceResult shapes)
    {
        var graph = GraphBuilder.Forward(spec, shapes.Layers);
        BackwardBuilder.Differentiate(graph);
        return FusionPipeline.Fuse(graph);
    }

    private static FusedNetwork Prediction(NetworkSpec spec, InferenceResult shapes) => FusionPipeline.Fuse(GraphBuilder.Forward(spec, shapes.Layers));
}
