using System.Collections.Generic;
using DeepTricks.Dsl.Shapes.Layers;

namespace DeepTricks.Dsl.Shapes.Checks;

/// <summary>The sizes of the sample: positive, and of a tensor that can be addressed.</summary>
internal static class InputCheck
{
    /// <summary>What is wrong with the input's sizes.</summary>
    public static IEnumerable<Issue> Issues(NetworkSpec spec)
    {
        string declaration = "'" + InputSettings.Declaration(spec.Input) + "'";
        bool positive = true;
        foreach (var size in InputSettings.Of(spec.Input))
        {
            if (!InputSettings.Range.Contains(size.Value))
            {
                positive = false;
                yield return new Issue(
                    IssueIds.InputNotPositive,
                    InputSettings.LayerIndex,
                    size.Name,
                    declaration + " has " + size.Name + " = " + LayerText.Number(size.Value) + "; it must be " + InputSettings.Range);
            }
        }

        if (positive && !Sizes.Fits(spec.Input.Height, spec.Input.Width, spec.Input.Channels))
        {
            yield return new Issue(
                IssueIds.TooLarge,
                InputSettings.LayerIndex,
                null,
                declaration + " has samples of " + Sizes.Text(spec.Input.Height, spec.Input.Width, spec.Input.Channels) + "; use smaller samples");
        }
    }
}
