using System.Linq;
using DeepTricks.Dsl.Generator.Fusion;
using DeepTricks.Dsl.Generator.Graph;
using DeepTricks.Dsl.Generator.Layers;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit.Cpu;

/// <summary>Declares what the items of several passes share: tensors, plans, settings, and the tasks of dense layers.</summary>
internal static class Declarations
{
    /// <summary>The tensors of a chain: source, result, and what its pool took.</summary>
    public static (TensorLayout Source, TensorLayout Result, TensorLayout? Taken) Layouts(ProgramModel model, ChainModel chain)
    {
        var taken = chain.Stage.Pool is { } pool
            ? model.Companion(pool.Id, chain.Taken, Names.Member(chain.Spec(pool).Name) + "Taken")
            : null;
        return (model.Output(chain.Stage.Source), model.Output(chain.Stage.Result), taken);
    }

    /// <summary>The tasks that are panels of columns of a dense layer's output.</summary>
    public static WorkDomain Columns(ProgramModel model, Stage dense)
    {
        string name = Names.Layer(model.Network, dense.FirstLayer);
        string stride = model.Sizes.Of(model.Output(dense.Result), "Padded");
        return new WorkDomain(
            "columns of " + name,
            $"{Names.Field(name)}Plan.Panels",
            $"int firstColumn = task * 2 * TLanes.Count;\nint endColumn = Math.Min(firstColumn + (2 * TLanes.Count), {stride});");
    }

    /// <summary>Declares a convolution's strides, or a dense layer's.</summary>
    public static string Plan(ProgramModel model, Stage stage, bool needsInputGradient)
    {
        string field = Names.Field(Names.Layer(model.Network, stage.FirstLayer)) + "Plan";
        string input = model.Geometry(model.Output(stage.Source));
        string output = model.Geometry(model.Output(stage.Result));
        string gradient = needsInputGradient ? model.Geometry(model.Gradients.Of(stage.Source)) : "default";
        if (stage.Kind == StageKind.Convolution)
        {
            model.Field(
                "ConvolutionPlan", field,
                $"new ConvolutionPlan({input}, {output}, {ProgramModel.Window(stage.FirstLayer)}, {(needsInputGradient ? "true" : "false")}, {gradient}{(MayTransform(model, stage) ? ", network.Precision" : "")})");
        }
        else
        {
            model.Field("DensePlan", field, $"new DensePlan({input}, {output}, {gradient})");
        }

        return field;
    }

    /// <summary>Declares what gathering an input rescales by.</summary>
    public static string Rescale(ProgramModel model, Gather gather)
    {
        string field = Names.Field(model.Spec(gather.Rescale).Name) + "Numbers";
        model.Field("RescaleNumbers", field, $"RescaleNumbers.Of(Setting({gather.Rescale}, \"Low\"), Setting({gather.Rescale}, \"High\"))");
        return field;
    }

    /// <summary>C# for where an input's numbers start in a sample.</summary>
    public static string PartOfSample(ProgramModel model, Gather gather)
    {
        if (gather.Input.Layer < 0)
        {
            return "0";
        }

        string field = Names.Field(Names.Layer(model.Network, gather.Input.Layer)) + "Start";
        model.Field("int", field, $"InputStart({gather.Input.Layer})");
        return field;
    }

    /// <summary>
    /// Whether a convolution may run as transformed products: it is declared with a 3 by 3 kernel that moves by single pixels, over a
    /// layer's output. The run-time numbers decide.
    /// </summary>
    public static bool MayTransform(ProgramModel model, Stage stage)
    {
        var shape = model.Network.Graph.Shapes[stage.FirstLayer];
        var window = WindowGeometry.Of(shape.Layer, shape.Input.Rank);
        return model.Network.GatherOf(stage.Source) is null
            && window is { KernelHeight: 3, KernelWidth: 3, StrideY: 1, StrideX: 1, DilationY: 1, DilationX: 1 };
    }

    /// <summary>Declares a stored tensor's field.</summary>
    public static string Tensor(ProgramModel model, int layer, ParameterRole role)
    {
        string field = Names.Tensor(Names.Layer(model.Network, layer), role);
        model.Field("Floats", field, $"Tensor({model.ParameterIndex(layer, role)})");
        return field;
    }

    /// <summary>Declares the fields of a chain's settings and learned tensors.</summary>
    public static void DeclareNumbers(ProgramModel model, ChainModel chain)
    {
        foreach (var node in chain.Stage.Nodes.Where(node => node.Operation == Operation.Pointwise))
        {
            var spec = chain.Spec(node);
            foreach (var role in LayerCatalog.Of(spec).Trained)
            {
                Tensor(model, node.Layer, role);
            }

            switch (spec.Kind)
            {
                case LayerKind.LeakyRelu:
                    model.Field("float", Names.Field(spec.Name) + "Slope", $"Setting({node.Layer}, \"Slope\")");
                    break;
                case LayerKind.Elu:
                    model.Field("float", Names.Field(spec.Name) + "Alpha", $"Setting({node.Layer}, \"Alpha\")");
                    break;
            }
        }
    }
}
