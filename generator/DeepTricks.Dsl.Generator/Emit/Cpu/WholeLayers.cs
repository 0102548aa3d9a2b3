using System;
using DeepTricks.Dsl.Generator.Fusion;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit.Cpu;

/// <summary>Calls of the layers that the runtime computes for a whole sample at a time, since they look across channels or windows.</summary>
internal static class WholeLayers
{
    /// <summary>Forward of one sample.</summary>
    public static string Forward(ProgramModel model, Stage stage, string input, string output)
    {
        string from = model.Layout(model.Output(stage.Source));
        string to = model.Layout(model.Output(stage.Result));
        return stage.Kind switch
        {
            StageKind.AveragePool => $"Pooling.Average<TLanes>({from}, {input}, {to}, {output}, {Window(model, stage)});",
            StageKind.ResponseNormalization => $"ResponseNormalization.Forward({from}, {input}, {to}, {output}, {Numbers(model, stage)});",
            StageKind.Softmax => $"SoftmaxLayer.Forward({from}, {input}, {to}, {output});",
            StageKind.Upsample => $"Upsampling.Forward<TLanes>({from}, {input}, {to}, {output});",
            _ => throw new InvalidOperationException($"compiler error: {stage.Kind} is no whole layer"),
        };
    }

    /// <summary>Backward of one sample.</summary>
    public static string Backward(ProgramModel model, Stage stage, TensorLayout outputGradient, TensorLayout inputGradient)
    {
        var sizes = model.Sizes;
        string given = $"{model.Layout(outputGradient)}, {outputGradient.Sample(sizes)}, {model.Layout(inputGradient)}, {inputGradient.Sample(sizes)}";
        var input = model.Output(stage.Source);
        var output = model.Output(stage.Result);
        return stage.Kind switch
        {
            StageKind.AveragePool => $"Pooling.AverageGradient<TLanes>({given}, {Window(model, stage)});",
            StageKind.ResponseNormalization => $"ResponseNormalization.Backward({model.Layout(input)}, {input.Sample(sizes)}, {given}, {Numbers(model, stage)});",
            StageKind.Softmax => $"SoftmaxLayer.Backward({model.Layout(output)}, {output.Sample(sizes)}, {given});",
            StageKind.Upsample => $"Upsampling.Backward<TLanes>({given});",
            _ => throw new InvalidOperationException($"compiler error: {stage.Kind} is no whole layer"),
        };
    }

    private static string Window(ProgramModel model, Stage stage)
    {
        string field = Names.Field(Names.Layer(model.Network, stage.FirstLayer)) + "Window";
        bool global = model.Spec(stage.FirstLayer).Kind == LayerKind.GlobalAveragePool;
        string value = global
            ? $"new WindowGeometry(shapes[{stage.FirstLayer}].Input.Height, shapes[{stage.FirstLayer}].Input.Width, 1, 1, 0, 0, 1, 1)"
            : ProgramModel.Window(stage.FirstLayer);
        model.Field("WindowGeometry", field, value);
        return field;
    }

    private static string Numbers(ProgramModel model, Stage stage)
    {
        string field = Names.Field(Names.Layer(model.Network, stage.FirstLayer)) + "Numbers";
        string S(string name) => $"Setting({stage.FirstLayer}, \"{name}\")";
        model.Field("ResponseNumbers", field, $"new ResponseNumbers((int){S("Size")}, {S("Alpha")}, {S("Beta")}, {S("K")})");
        return field;
    }
}
