using System.Collections.Generic;
using DeepTricks.Dsl.Generator.Autodiff;
using DeepTricks.Dsl.Generator.Emit.Cpu;
using DeepTricks.Dsl.Generator.Fusion;
using DeepTricks.Dsl.Generator.Graph;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit;

/// <summary>Compiles a network that has no errors to the code that computes it.</summary>
internal static class NetworkEmitter
{
    public static IReadOnlyList<GeneratedFile> Emit(NetworkSpec spec, InferenceResult shapes)
    {
        var training = GraphBuilder.Forward(spec, shapes.Layers);
        BackwardBuilder.Differentiate(training);
        var prediction = GraphBuilder.Forward(spec, shapes.Layers);
        return
        [
            new("Training.g.cs", new TrainingEmitter(FusionPipeline.Fuse(training)).Emit()),
            new("Prediction.g.cs", new PredictionEmitter(FusionPipeline.Fuse(prediction)).Emit()),
        ];
    }
}
